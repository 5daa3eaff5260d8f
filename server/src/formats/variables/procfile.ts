import type { VariableUses } from '../../model/variable.ts';
import { parseProcfile } from '../procfile.ts';
import { commandVariables } from './commands.ts';

export function readProcfileVariables(path: string, text: string): VariableUses {
  const uses = parseProcfile(path, text).entries.flatMap(({ name, commandSpan }) => [
    ...commandVariables(text, commandSpan, `process ${name}`),
  ]);
  return { uses, readsWholeEnvironment: false };
}
