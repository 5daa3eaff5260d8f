import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { parseDockerfile } from '../dockerfile.ts';
import { isEnvironmentName } from './names.ts';
import { referencesIn } from './references.ts';

/** `ENV` gives a value to the processes of the image, `ARG` declares one that a build may be given. */
export function readDockerfileVariables(path: string, text: string): VariableUses {
  const { variables, comments } = parseDockerfile(path, text);
  const uses: VariableUse[] = [];
  const declared = new Set<string>();
  for (const { instruction, name, nameSpan: span, value } of variables) {
    declared.add(name);
    if (instruction === 'ENV') uses.push({ name, kind: 'provide', span, detail: 'ENV' });
    else {
      const need =
        value === undefined ? { need: 'optional' as const } : { need: 'default' as const, fallback: value };
      uses.push({ name, kind: 'declare', span, detail: 'ARG', ...need });
    }
  }
  // A secret of the build that one `RUN` gets as a variable.
  for (const match of text.matchAll(/--mount=type=secret\b[^\s]*?,env=([A-Za-z_]\w*)/g)) {
    const name = match[1] ?? '';
    const end = match.index + match[0].length;
    uses.push({ name, kind: 'provide', span: { start: end - name.length, end }, detail: 'secret' });
  }
  const whole = { start: 0, end: text.length };
  // Upper case or declared: the rest are variables of the shell that `RUN` starts.
  const accepts = (name: string) => declared.has(name) || isEnvironmentName(name);
  for (const use of referencesIn(text, whole, { detail: 'Dockerfile', accepts })) {
    if (!comments.some(({ start, end }) => start <= use.span.start && use.span.end <= end)) uses.push(use);
  }
  return { uses, readsWholeEnvironment: false };
}
