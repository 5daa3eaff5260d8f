import type { Span } from '../../model/span.ts';
import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { type ProcfileEntry, parseProcfile } from '../procfile.ts';
import { shellWords } from '../shell-words.ts';
import { commandVariables } from './commands.ts';

export function readProcfileVariables(path: string, text: string): VariableUses {
  const uses = parseProcfile(path, text).entries.flatMap((entry) => {
    const tests = testsIn(entry);
    const isTested = ({ span }: VariableUse) =>
      tests.some(({ start, end }) => start <= span.start && span.end <= end);
    return [...commandVariables(text, entry.commandSpan, `process ${entry.name}`)].map((use) =>
      use.kind === 'reference' && isTested(use) ? { ...use, need: 'default' as const } : use,
    );
  });
  return { uses, readsWholeEnvironment: false };
}

/** `[ -n "$NAME" ]`: whoever asks whether a variable is set does something else where it is not. */
function testsIn({ command, commandSpan }: ProcfileEntry): readonly Span[] {
  if (!/(?:^|[^\w])(?:\[|test)\s/.test(command)) return [];
  return shellWords(command, commandSpan.start)
    .filter(({ words }) => /^(?:\[\[?|test)$/.test(words[0]?.value ?? ''))
    .map(({ span }) => span);
}
