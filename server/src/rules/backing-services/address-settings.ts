import type { Anchor } from '../../model/rule.ts';
import type { Assignment, SourceFile, Value } from '../../model/source-file.ts';
import { isSettingsPlace, settingAnchor } from '../python-settings.ts';
import { type Client, SERVICES } from './client.ts';

/** A name by which a framework or library finds the address of a backing service. */
export type AddressSetting = Pick<Client, 'service' | 'variables' | 'example'> & {
  /** Below the value: `*` for every entry, then keys. Absent: the value is the address. */
  readonly path?: readonly string[];
};

const { redis, database, broker, results, mail, mongodb, elasticsearch } = SERVICES;
const CACHE = { service: 'the cache', variables: { url: 'CACHE_URL', host: 'CACHE_HOST' } };

/**
 * Settings of Django, Flask and their extensions, and of Celery: an assignment of such a name in a settings module,
 * a configuration class or `app.config` is read by the library that gave it the name.
 */
const PYTHON_SETTINGS: Readonly<Record<string, AddressSetting>> = {
  DATABASES: { ...database, path: ['*', 'HOST'] },
  CACHES: { ...CACHE, path: ['*', 'LOCATION'] },
  CHANNEL_LAYERS: { ...redis, path: ['*', 'CONFIG', 'hosts'] },
  EMAIL_HOST: mail,
  MAIL_SERVER: mail,
  CELERY_BROKER_URL: broker,
  BROKER_URL: broker,
  CELERY_RESULT_BACKEND: results,
  SQLALCHEMY_DATABASE_URI: database,
  REDIS_URL: redis,
  CACHE_REDIS_URL: redis,
  CACHE_REDIS_HOST: redis,
  RQ_REDIS_URL: redis,
  MONGO_URI: mongodb,
  MONGODB_HOST: mongodb,
  ELASTICSEARCH_URL: elasticsearch,
  RATELIMIT_STORAGE_URI: redis,
  RATELIMIT_STORAGE_URL: redis,
};

export const PYTHON_SETTING_ANCHORS: readonly Anchor[] = Object.keys(PYTHON_SETTINGS).map(settingAnchor);

export function isAddressSetting(name: string | undefined): boolean {
  return name !== undefined && Object.hasOwn(PYTHON_SETTINGS, name);
}

export type SetAddress = {
  readonly setting: AddressSetting;
  readonly assignment: Assignment;
  readonly value: Value;
};

/** The addresses that a file's settings give, as values. */
export function* settingsOf(file: SourceFile): Iterable<SetAddress> {
  for (const assignment of file.assignments()) {
    const setting = isAddressSetting(assignment.name) ? PYTHON_SETTINGS[assignment.name] : undefined;
    if (!setting || !isSettingsPlace(file, assignment)) continue;
    for (const value of below(file.evaluate(assignment.value), setting.path ?? [])) {
      yield { setting, assignment, value };
    }
  }
}

function* below(value: Value, path: readonly string[]): Iterable<Value> {
  const [key, ...rest] = path;
  if (key === undefined) {
    yield value;
    return;
  }
  if (value.kind !== 'object') {
    // `{'default': env.db('DATABASE_URL', default=…)}`: a reader stands for the whole entry.
    if (value.kind === 'environment') yield value;
    return;
  }
  for (const entry of value.object.entries) {
    if (key === '*' || entry.key === key) yield* below(value.origin.file.evaluate(entry.value), rest);
  }
}
