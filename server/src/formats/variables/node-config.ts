import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { type Data, entriesOf, readJson, readYaml } from './data.ts';

export function isNodeConfig(path: string): boolean {
  return /(?:^|\/)custom-environment-variables\.(?:json5?|ya?ml)$/.test(path);
}

/**
 * node-config's map of settings to variables: every text is the name of one, or `__name` where a format is told too.
 * What is missing stays as another file of settings says.
 */
export function readNodeConfigVariables(path: string, text: string): VariableUses {
  const root = /json5?$/.test(path) ? readJson(text) : readYaml(text).documents[0];
  return { uses: root ? [...namesIn(root, '', new Set())] : [], readsWholeEnvironment: false };
}

function* namesIn(data: Data, setting: string, seen: Set<Data>): Iterable<VariableUse> {
  if (seen.has(data)) return;
  seen.add(data);
  if (data.kind === 'text' && /^[A-Za-z_]\w*$/.test(data.value)) {
    yield { name: data.value, kind: 'read', span: data.span, need: 'optional', detail: setting };
  }
  for (const { key, value } of entriesOf(data)) {
    if (!value || key === '__format') continue;
    const inner = key === '__name' ? setting : setting === '' ? key : `${setting}.${key}`;
    yield* namesIn(value, inner, seen);
  }
}
