import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { commandVariables } from './commands.ts';
import { provisions } from './compose.ts';
import { entriesOf, itemsOf, mapsIn, readJson, readYaml, textOf, valueAt } from './data.ts';

/** Variables that Heroku's add-ons give, by the add-on (devcenter.heroku.com, each add-on's page). */
const ADDONS: Readonly<Record<string, string>> = {
  'heroku-postgresql': 'DATABASE_URL',
  'heroku-redis': 'REDIS_URL',
  'heroku-kafka': 'KAFKA_URL',
  cloudamqp: 'CLOUDAMQP_URL',
  jawsdb: 'JAWSDB_URL',
  cleardb: 'CLEARDB_DATABASE_URL',
  memcachier: 'MEMCACHIER_SERVERS',
  mongolab: 'MONGODB_URI',
  papertrail: 'PAPERTRAIL_API_TOKEN',
};

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
    ...itemsOf(valueAt(place, 'addons')).flatMap((addon): VariableUse[] => {
      const plan = addon.kind === 'text' ? addon : valueAt(addon, 'plan');
      if (plan?.kind !== 'text') return [];
      const as = textOf(valueAt(addon, 'as'));
      const name = as ? `${as}_URL` : ADDONS[plan.value.replace(/:.*$/, '')];
      return name ? [{ name, kind: 'provide', span: plan.span, detail: 'add-on', derived: true }] : [];
    }),
  ]);
  return { uses, readsWholeEnvironment: false };
}

export function readHerokuVariables(_path: string, text: string): VariableUses {
  const uses: VariableUse[] = [];
  for (const document of readYaml(text).documents) {
    uses.push(...provisions(text, valueAt(document, 'setup', 'config'), 'setup'));
    uses.push(...provisions(text, valueAt(document, 'build', 'config'), 'build'));
    const processes = [...entriesOf(valueAt(document, 'run')), ...entriesOf(valueAt(document, 'release'))];
    for (const { key, value } of processes) {
      const commands = [value, ...itemsOf(value), ...itemsOf(valueAt(value, 'command'))];
      for (const command of commands) {
        if (command?.kind === 'text') uses.push(...commandVariables(text, command.span, `process ${key}`));
      }
    }
  }
  return { uses, readsWholeEnvironment: false };
}

/** render.yaml: `envVars` of services and groups. What is to be typed in by hand is declared, not provided. */
export function readRenderVariables(_path: string, text: string): VariableUses {
  const uses: VariableUse[] = [];
  for (const document of readYaml(text).documents) {
    for (const map of mapsIn(document)) {
      const owner = textOf(valueAt(map, 'name'));
      for (const item of itemsOf(valueAt(map, 'envVars'))) {
        const key = valueAt(item, 'key');
        if (key?.kind !== 'text') continue;
        const isAsked = textOf(valueAt(item, 'sync')) === 'false';
        uses.push({
          name: key.value,
          span: key.span,
          detail: owner ? `service ${owner}` : 'Render',
          ...(isAsked ? { kind: 'declare', need: 'required' } : { kind: 'provide' }),
        });
      }
      for (const key of ['startCommand', 'buildCommand', 'preDeployCommand', 'dockerCommand']) {
        const command = valueAt(map, key);
        if (command?.kind === 'text') uses.push(...commandVariables(text, command.span, key));
      }
    }
  }
  return { uses, readsWholeEnvironment: false };
}
