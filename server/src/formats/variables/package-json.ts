import type { VariableUses } from '../../model/variable.ts';
import { parsePackageJson } from '../package-json.ts';
import { commandVariables } from './commands.ts';

export function readPackageVariables(path: string, text: string): VariableUses {
  const uses = parsePackageJson(path, text).scripts.flatMap(({ name, valueSpan: { start, end } }) => [
    ...commandVariables(text, { start: start + 1, end: Math.max(start + 1, end - 1) }, `script ${name}`),
  ]);
  return { uses, readsWholeEnvironment: false };
}
