import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { type Data, type DataMap, entriesOf, itemsOf, mapsIn, readYaml, textOf, valueAt } from './data.ts';
import { isEnvironmentName } from './names.ts';
import { assignmentAt, BRACKET_REFERENCE, referencesIn } from './references.ts';

/** Whether a YAML text is of Kubernetes, or the values or a template of a Helm chart. */
export function isKubernetes(path: string, text: string): boolean {
  if (/^[ \t]*["']?apiVersion["']?[ \t]*:/m.test(text) && /^[ \t]*["']?kind["']?[ \t]*:/m.test(text))
    return true;
  return /(?:^|\/)(?:values[\w.-]*|kustomization)\.ya?ml$/.test(path) && ENVIRONMENT_KEY.test(text);
}

const ENVIRONMENT_KEY = /^[ \t]*(?:-[ \t]+)?(?:\w*[eE]nv(?:Vars|ironment)?|literals)[ \t]*:/m;
const LIST_KEY = /^(?:env|\w*Env|\w*EnvVars?|envVars|\w*Environment|environment)$/;

/**
 * `{{ … }}` of Helm, which is no YAML: what fills a line becomes blank, the rest a word of the same length, so
 * that every place stays.
 */
function withoutTemplates(text: string): string {
  if (!text.includes('{{')) return text;
  return text
    .replace(/^[ \t]*(?:\{\{(?:(?!\}\})[^\n]){0,500}\}\}[ \t]*)+$/gm, (line) => ' '.repeat(line.length))
    .replace(/\{\{(?:(?!\}\})[^\n]){0,500}\}\}/g, (expression) => 'x'.repeat(expression.length));
}

export function readKubernetesVariables(path: string, text: string): VariableUses {
  if (!isKubernetes(path, text)) return { uses: [], readsWholeEnvironment: false };
  const uses: VariableUse[] = [];
  let givesUnnamed = false;
  for (const document of readYaml(withoutTemplates(text)).documents) {
    uses.push(...storeOf(document));
    for (const map of mapsIn(document)) {
      uses.push(...environmentOf(text, map), ...generated(text, map));
      givesUnnamed ||= itemsOf(valueAt(map, 'envFrom')).length > 0;
      for (const key of ['command', 'args']) {
        for (const item of itemsOf(valueAt(map, key))) {
          if (item.kind !== 'text') continue;
          const accepts = isEnvironmentName;
          uses.push(...referencesIn(text, item.span, { detail: key, form: BRACKET_REFERENCE, accepts }));
        }
      }
    }
  }
  return { uses, readsWholeEnvironment: false, ...(givesUnnamed ? { givesUnnamed } : {}) };
}

/** The keys of a ConfigMap or Secret that can be variables; the others are files. */
function storeOf(document: Data): readonly VariableUse[] {
  const kind = textOf(valueAt(document, 'kind'));
  if (kind !== 'ConfigMap' && kind !== 'Secret') return [];
  const detail = `${kind} ${textOf(valueAt(document, 'metadata', 'name')) ?? ''}`.trimEnd();
  return ['data', 'stringData'].flatMap((key) =>
    entriesOf(valueAt(document, key))
      .filter(({ key: name }) => isEnvironmentName(name))
      .map(({ key: name, keySpan: span }): VariableUse => ({ name, kind: 'provide', span, detail })),
  );
}

/** `env:` of a container: a list of names, or a map as Helm values often have it. */
function environmentOf(text: string, map: DataMap): readonly VariableUse[] {
  const container = textOf(valueAt(map, 'name'));
  const detail = container ? `container ${container}` : 'container';
  const uses: VariableUse[] = [];
  for (const { key, value } of map.entries) {
    if (!LIST_KEY.test(key)) continue;
    for (const { key: name, keySpan: span, value: given } of entriesOf(value)) {
      if (isEnvironmentName(name) && given?.kind !== 'list')
        uses.push({ name, kind: 'provide', span, detail });
    }
    for (const item of itemsOf(value)) {
      const name = valueAt(item, 'name');
      if (name?.kind !== 'text' || !isEnvironmentName(name.value)) continue;
      uses.push({ name: name.value, kind: 'provide', span: name.span, detail });
      const source = valueAt(item, 'value');
      if (source?.kind === 'text') {
        uses.push(
          ...referencesIn(text, source.span, { detail, form: BRACKET_REFERENCE, accepts: isEnvironmentName }),
        );
      }
      uses.push(...keyReference(item));
    }
  }
  return uses;
}

/** `valueFrom.secretKeyRef`: a key in a store, which is often but need not be called as the variable is. */
function keyReference(item: Data): readonly VariableUse[] {
  return [
    ['Secret', 'secretKeyRef'],
    ['ConfigMap', 'configMapKeyRef'],
  ].flatMap(([kind = '', reference = '']) => {
    const found = valueAt(item, 'valueFrom', reference);
    const key = valueAt(found, 'key');
    if (key?.kind !== 'text' || !isEnvironmentName(key.value)) return [];
    const detail = `${kind} ${textOf(valueAt(found, 'name')) ?? ''}`.trimEnd();
    const need = textOf(valueAt(found, 'optional')) === 'true' ? 'optional' : 'required';
    return [{ name: key.value, kind: 'reference', span: key.span, need, detail, external: true } as const];
  });
}

/** `literals` of kustomize's generators. */
function generated(text: string, map: DataMap): readonly VariableUse[] {
  return [
    ['ConfigMap', 'configMapGenerator'],
    ['Secret', 'secretGenerator'],
  ].flatMap(([kind = '', key = '']) =>
    itemsOf(valueAt(map, key)).flatMap((generator) => {
      const detail = `${kind} ${textOf(valueAt(generator, 'name')) ?? ''}`.trimEnd();
      return itemsOf(valueAt(generator, 'literals')).flatMap((item): VariableUse[] => {
        const found = item.kind === 'text' ? assignmentAt(text, item.span) : undefined;
        return found && isEnvironmentName(found.name)
          ? [{ name: found.name, kind: 'provide', span: found.span, detail }]
          : [];
      });
    }),
  );
}
