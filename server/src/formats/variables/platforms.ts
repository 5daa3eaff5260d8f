import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { addonVariables } from './addons.ts';
import { commandVariables } from './commands.ts';
import { entriesOf, itemsOf, mapsIn, readJson, readYaml, textOf, valueAt } from './data.ts';

/** Heroku's `app.json`, which Dokku reads too: `env` declares, and says whether a value is required. */
export function readAppJsonVariables(_path: string, text: string): VariableUses {
  const root = readJson(text);
  const environments = entriesOf(valueAt(root, 'environments')).map(({ value }) => value);
  const uses = [root, ...environments].flatMap((place): VariableUse[] => [
    ...entriesOf(valueAt(place, 'env')).map(({ key: name, keySpan: span, value }): VariableUse => {
      const given = textOf(value) ?? textOf(valueAt(value, 'value'));
      const isRequired = given === undefined && textOf(valueAt(value, 'required')) !== 'false';
      const need = given !== undefined ? 'default' : isRequired ? 'required' : 'optional';
      return {
        name,
        kind: 'declare',
        span,
        need,
        detail: 'app.json',
        ...(given === undefined ? {} : { fallback: given }),
      };
    }),
    ...addonVariables(valueAt(place, 'addons')),
  ]);
  const commands = [
    ...entriesOf(valueAt(root, 'scripts')).map(({ key, value }) => ({ detail: `script ${key}`, value })),
    ...itemsOf(valueAt(root, 'cron')).map((job) => ({ detail: 'cron', value: valueAt(job, 'command') })),
  ];
  for (const { detail, value } of commands) {
    if (value?.kind === 'text') uses.push(...commandVariables(text, value.span, detail));
  }
  return { uses, readsWholeEnvironment: false };
}

/** render.yaml: `envVars` of services and groups. What is to be typed in by hand is declared, not provided. */
export function readRenderVariables(_path: string, text: string): VariableUses {
  const uses: VariableUse[] = [];
  let givesUnnamed = false;
  for (const document of readYaml(text).documents) {
    for (const map of mapsIn(document)) {
      const owner = textOf(valueAt(map, 'name'));
      for (const item of itemsOf(valueAt(map, 'envVars'))) {
        givesUnnamed ||= valueAt(item, 'fromGroup') !== undefined;
        const key = valueAt(item, 'key');
        if (key?.kind !== 'text') continue;
        const isAsked = textOf(valueAt(item, 'sync')) === 'false';
        uses.push({
          name: key.value,
          span: key.span,
          detail: owner ? `service ${owner}` : 'Render',
          ...(isAsked ? { kind: 'declare', need: 'required' } : { kind: 'provide' }),
        });
        const other = valueAt(item, 'fromService', 'envVarKey');
        if (other?.kind !== 'text') continue;
        const detail = textOf(valueAt(item, 'fromService', 'name')) ?? 'Render';
        uses.push({ name: other.value, kind: 'reference', span: other.span, detail: `service ${detail}` });
      }
      for (const key of ['startCommand', 'buildCommand', 'preDeployCommand', 'dockerCommand']) {
        const command = valueAt(map, key);
        if (command?.kind === 'text') uses.push(...commandVariables(text, command.span, key));
      }
    }
  }
  return { uses, readsWholeEnvironment: false, ...(givesUnnamed ? { givesUnnamed } : {}) };
}
