import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { parsePackageJson } from '../package-json.ts';
import { commandVariables } from './commands.ts';
import { entriesOf, readJson, valueAt } from './data.ts';

/** Where tools look for variables of the programs that they start. */
const TOOLS: readonly (readonly [string, string])[] = [
  ['nodemonConfig', 'env'],
  ['ava', 'environmentVariables'],
];

export function readPackageVariables(path: string, text: string): VariableUses {
  const uses: VariableUse[] = parsePackageJson(path, text).scripts.flatMap(({ name, valueSpan }) => {
    const start = valueSpan.start + 1;
    return [...commandVariables(text, { start, end: Math.max(start, valueSpan.end - 1) }, `script ${name}`)];
  });
  if (TOOLS.some(([tool]) => text.includes(`"${tool}"`))) {
    const root = readJson(text);
    for (const [tool, key] of TOOLS) {
      for (const { key: name, keySpan: span } of entriesOf(valueAt(root, tool, key))) {
        uses.push({ name, kind: 'provide', span, detail: tool });
      }
    }
  }
  return { uses, readsWholeEnvironment: false };
}
