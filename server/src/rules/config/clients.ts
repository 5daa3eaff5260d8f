import type { Sink } from '../../model/source-file.ts';
import { setOf } from './words.ts';

/** A kind of service that an application reaches over a client library. */
export type Service =
  | 'database'
  | 'cache'
  | 'broker'
  | 'mail'
  | 'search'
  | 'storage'
  | 'http'
  | 'session'
  | 'token'
  | 'directory';

/** Modules by the service they reach; a call of a module is known by the start of its canonical name. */
const MODULES: readonly (readonly [Service, ReadonlySet<string>])[] = [
  [
    'database',
    setOf(
      `pg pg-promise pg-pool postgres mysql mysql2 mysql2/promise mariadb mongodb mongoose sequelize sequelize-typescript
       knex typeorm mssql oracledb tedious cassandra-driver slonik neo4j-driver @mikro-orm/core @nestjs/typeorm
       @nestjs/sequelize @nestjs/mongoose couchbase nano psycopg2 psycopg psycopg_pool asyncpg aiopg pymysql MySQLdb
       mysql.connector aiomysql pymongo motor sqlalchemy pyodbc cx_Oracle oracledb pymssql peewee cassandra databases
       mongoengine clickhouse_driver tortoise`,
    ),
  ],
  ['cache', setOf('redis ioredis memcached memjs @keyv/redis aioredis pymemcache pylibmc memcache coredis')],
  [
    'broker',
    setOf(
      `amqplib amqplib/callback_api amqp-connection-manager rhea kafkajs nats mqtt bull bullmq stompit pika aio_pika
       kombu celery kafka confluent_kafka aiokafka paho.mqtt.client stomp dramatiq rq`,
    ),
  ],
  [
    'mail',
    setOf('nodemailer emailjs smtplib aiosmtplib imaplib poplib flask_mail fastapi_mail imapflow yagmail'),
  ],
  [
    'search',
    setOf(
      '@elastic/elasticsearch @opensearch-project/opensearch meilisearch typesense elasticsearch elasticsearch_dsl opensearchpy',
    ),
  ],
  [
    'storage',
    setOf(
      'aws-sdk @aws-sdk minio @google-cloud/storage @azure/storage-blob boto3 botocore aioboto3 ftplib paramiko ssh2-sftp-client basic-ftp pysftp',
    ),
  ],
  [
    'session',
    setOf(
      'express-session cookie-session cookie-parser client-sessions @fastify/session @fastify/cookie @fastify/secure-session iron-session koa-session itsdangerous starlette.middleware.sessions',
    ),
  ],
  [
    'token',
    setOf(
      'jsonwebtoken jwt-simple jose express-jwt passport-jwt @nestjs/jwt @fastify/jwt fastify-jwt koa-jwt jwt PyJWT authlib flask_jwt_extended',
    ),
  ],
  ['directory', setOf('ldapjs ldapts ldap3 ldap')],
  [
    'http',
    setOf(
      `axios fetch node-fetch cross-fetch isomorphic-fetch got ky superagent request request-promise
       request-promise-native needle undici http https http2 ws WebSocket EventSource eventsource socket.io-client
       @nestjs/axios graphql-request @apollo/client @grpc/grpc-js grpc ofetch $fetch requests httpx aiohttp urllib
       urllib2 urllib3 http.client websockets websocket grpc.aio xmlrpc.client zeep suds socket pysolr hvac consul`,
    ),
  ],
];

/** Calls of HTTP modules that start a server or only take an address apart. */
const NO_CLIENT =
  /\.(?:createServer|Server|createSecureServer|WebSocketServer|serve|urlparse|urljoin|quote|urlencode|urlsplit|parse)$|^urllib\.parse\./;

/** Receivers that are clients by their usual name where they cannot be followed: `this.httpService.get(url)`. */
const CLIENT_NAMES =
  /^\?(?:axios|http|https|httpClient|httpService|client|api|session|request|requests|fetcher)\./;

/** Which service a call talks to, by its canonical name. */
export function serviceOf(callee: string): Service | undefined {
  if (NO_CLIENT.test(callee)) return undefined;
  if (CLIENT_NAMES.test(callee)) return 'http';
  for (const [service, modules] of MODULES) {
    for (let end = callee.length; end > 0; end = lastBoundary(callee, end - 1)) {
      if (modules.has(callee.slice(0, end))) return service;
    }
  }
  return undefined;
}

/** Where a shorter prefix of a canonical name ends: before the last `.`, `(` or `/`. */
function lastBoundary(text: string, from: number): number {
  return Math.max(text.lastIndexOf('.', from), text.lastIndexOf('(', from), text.lastIndexOf('/', from), 0);
}

/** The service that a literal reaches, over the first of its sinks that is a client. */
export function reachedService(sinks: readonly Sink[]): Service | undefined {
  for (const { call } of sinks) {
    const service = serviceOf(call.callee);
    if (service) return service;
  }
  return undefined;
}
