import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { type Data, entriesOf, itemsOf, readYaml, textOf, valueAt } from './data.ts';
import { assignmentAt, referencesIn } from './references.ts';

const COMPOSE = /(?:^|\/)(?:docker-)?(?:compose|stack)(?:[._-][\w.-]+)?\.ya?ml$/i;

export function isCompose(path: string): boolean {
  return COMPOSE.test(path);
}

export function readComposeVariables(_path: string, text: string): VariableUses {
  const { documents, texts } = readYaml(text);
  const uses: VariableUse[] = [];
  let readsWholeEnvironment = false;
  let givesUnnamed = false;
  for (const document of documents) {
    for (const { key: service, value } of entriesOf(valueAt(document, 'services'))) {
      // A variable of a ready-made image has the image's name for it.
      const isForeign = valueAt(value, 'image') !== undefined && valueAt(value, 'build') === undefined;
      const external = isForeign ? { external: true as const } : {};
      const detail = `service ${service}`;
      uses.push(
        ...provisions(text, valueAt(value, 'environment'), detail).map((use) => ({ ...use, ...external })),
      );
      uses.push(...provisions(text, valueAt(value, 'build', 'args'), `build of ${service}`));
      if (!valueAt(value, 'env_file')) continue;
      if (isForeign) readsWholeEnvironment = true;
      else givesUnnamed = true;
    }
    for (const kind of ['secrets', 'configs']) {
      for (const { key, value } of entriesOf(valueAt(document, kind))) {
        const source = valueAt(value, 'environment');
        if (source?.kind !== 'text') continue;
        uses.push({
          name: source.value,
          kind: 'reference',
          span: source.span,
          need: 'optional',
          detail: `${kind} ${key}`,
        });
      }
    }
  }
  for (const span of texts) uses.push(...referencesIn(text, span, { detail: 'Compose' }));
  return { uses, readsWholeEnvironment, ...(givesUnnamed ? { givesUnnamed } : {}) };
}

/** A map of variables, or a list of `NAME=value` and `NAME`. */
export function provisions(text: string, data: Data | undefined, detail: string): readonly VariableUse[] {
  const ofMap = entriesOf(data).map(
    ({ key: name, keySpan: span }): VariableUse => ({ name, kind: 'provide', span, detail }),
  );
  const ofList = itemsOf(data).flatMap((item): VariableUse[] => {
    if (item.kind !== 'text' || textOf(item) === '') return [];
    const found = assignmentAt(text, item.span);
    return found ? [{ name: found.name, kind: 'provide', span: found.span, detail }] : [];
  });
  return [...ofMap, ...ofList];
}
