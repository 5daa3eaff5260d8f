import type { Anchor } from '../../model/rule.ts';
import { type Client, SERVICES } from './client.ts';

const { redis, postgres, mysql, database, mongodb, rabbitmq, kafka, elasticsearch, memcached, mail } =
  SERVICES;

type Service = Pick<Client, 'service' | 'variables' | 'example'>;

/** What a variable that holds a host is named for. A variable of an unnamed service says nothing. */
const SERVICE_OF_WORD: Readonly<Record<string, Service>> = {
  REDIS: redis,
  DB: database,
  DATABASE: database,
  PG: postgres,
  POSTGRES: postgres,
  POSTGRESQL: postgres,
  MYSQL: mysql,
  MARIADB: mysql,
  MONGO: mongodb,
  MONGODB: mongodb,
  RABBITMQ: rabbitmq,
  AMQP: rabbitmq,
  KAFKA: kafka,
  ELASTICSEARCH: elasticsearch,
  ELASTIC: elasticsearch,
  MEMCACHED: memcached,
  SMTP: mail,
  MAIL: mail,
  EMAIL: mail,
  CLICKHOUSE: { service: 'ClickHouse', variables: { url: 'CLICKHOUSE_URL', host: 'CLICKHOUSE_HOST' } },
};

const WORDS = Object.keys(SERVICE_OF_WORD).join('|');
const HOST_VARIABLE = new RegExp(
  `(?:^|_)(${WORDS})_(?:\\w+_)?(?:HOST|HOSTNAME|SERVER|SERVERS|BROKERS?|ADDR|ADDRESS)$|^(PG)HOST$`,
  'i',
);

/** The service whose host a variable holds, by its name: `REDIS_HOST`, `APP_DB_HOST`, `PGHOST`. */
export function serviceOfVariable(variable: string): Service | undefined {
  const match = HOST_VARIABLE.exec(variable);
  const word = (match?.[1] ?? match?.[2] ?? '').toUpperCase();
  return Object.hasOwn(SERVICE_OF_WORD, word) ? SERVICE_OF_WORD[word] : undefined;
}

/** `DB_HOST || '…`, `getenv("DB_HOST", "…`, `config("DB_HOST", default="…` up to the quote. */
const BEFORE_FALLBACK = new RegExp(
  `(?:${WORDS})_?\\w*(?:HOST|HOSTNAME|SERVERS?|BROKERS?|ADDR|ADDRESS)['"]?\\]?\\)?\\s*(?:\\|\\||\\?\\?|\\bor\\b|,)\\s*(?:default\\s*=\\s*)?['"\`]$`,
  'i',
);

export const LOCAL_VARIABLE_ANCHORS: readonly Anchor[] = [
  { text: 'localhost', before: BEFORE_FALLBACK },
  { text: '127.0.0.1', before: BEFORE_FALLBACK },
];
