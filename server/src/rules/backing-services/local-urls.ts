import type { Anchor } from '../../model/rule.ts';
import { type Client, SERVICES } from './client.ts';

const { redis, postgres, mysql, mongodb, rabbitmq, nats, mqtt, memcached, mail } = SERVICES;

type Service = Pick<Client, 'service' | 'variables' | 'example'>;

/** A URL of such a scheme is the address of a backing service, wherever it stands. */
const SERVICE_OF_SCHEME: Readonly<Record<string, Service>> = {
  redis,
  rediss: redis,
  postgres,
  postgresql: postgres,
  mysql,
  mysql2: mysql,
  mariadb: mysql,
  mongodb,
  amqp: rabbitmq,
  amqps: rabbitmq,
  nats,
  mqtt,
  mqtts: mqtt,
  memcached,
  smtp: mail,
  smtps: mail,
};

/** The service that a URL is the address of, by its scheme (`postgresql+asyncpg` counts as `postgresql`). */
export function serviceOfUrl(text: string): Service | undefined {
  const scheme = /^([a-z0-9]+)(?:\+\w+)?:\/\//i.exec(text)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(SERVICE_OF_SCHEME, scheme) ? SERVICE_OF_SCHEME[scheme] : undefined;
}

const BEFORE_HOST = new RegExp(
  `\\b(?:${Object.keys(SERVICE_OF_SCHEME).join('|')})(?:\\+\\w+)?:\\/\\/(?:[^\\s'"\`/]*@)?$`,
  'i',
);

export const LOCAL_URL_ANCHORS: readonly Anchor[] = [
  { text: 'localhost', before: BEFORE_HOST },
  { text: '127.0.0.1', before: BEFORE_HOST },
];
