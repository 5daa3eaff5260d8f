import type { Anchor } from '../../model/rule.ts';
import { type Client, clients, SERVICES } from './client.ts';

const { redis, postgres, mysql, database, mongodb, rabbitmq, kafka, elasticsearch } = SERVICES;

/**
 * Clients of backing services for Node, by the canonical name of the call. `pg` and `postgres` ask PGHOST when they
 * are told nothing, so that they are never implicitly local.
 */
export const JAVASCRIPT_CLIENTS: Readonly<Record<string, Client>> = {
  ...clients(['redis.createClient', '@redis/client.createClient'], {
    ...redis,
    places: ['0', '0/url', '0/socket/host', '0/host', '1'],
    elsewhere: ['path', 'unix_socket'],
    implicit: { give: '{ url: % }', key: 'url', reads: 'url' },
  }),
  'redis.createCluster': { ...redis, places: ['0/rootNodes'] },
  ...clients(['ioredis', 'ioredis.Redis'], {
    ...redis,
    places: ['0', '0/host', '1'],
    elsewhere: ['path', 'sentinels', 'Connector'],
    implicit: { give: '%', key: 'host' },
  }),
  ...clients(['ioredis.Cluster', 'ioredis.Redis.Cluster'], { ...redis, places: ['0'] }),
  ...clients(['connect-redis()', 'connect-redis', 'connect-redis.RedisStore'], {
    ...redis,
    places: ['0/url', '0/host'],
  }),
  ...clients(['pg.Client', 'pg.Pool', 'pg-pool'], {
    ...postgres,
    places: ['0', '0/connectionString', '0/host'],
  }),
  ...clients(['pg-promise()', 'postgres'], {
    ...postgres,
    places: ['0', '0/connectionString', '0/host', '1/host'],
  }),
  '@prisma/adapter-pg.PrismaPg': { ...postgres, places: ['0/connectionString', '0/host'] },
  ...clients(
    ['mysql', 'mysql2', 'mysql2/promise', 'mariadb', 'promise-mysql'].flatMap((module) => [
      `${module}.createConnection`,
      `${module}.createPool`,
    ]),
    {
      ...mysql,
      places: ['0', '0/host', '0/uri'],
      elsewhere: ['socketPath', 'stream'],
      implicit: { key: 'host' },
    },
  ),
  ...clients(
    ['mongoose.connect', 'mongoose.createConnection', '@nestjs/mongoose.MongooseModule.forRoot', 'monk'],
    { ...mongodb, places: ['0', '0/uri'] },
  ),
  ...clients(['mongodb.MongoClient', 'mongodb.MongoClient.connect', 'mongodb.connect'], {
    ...mongodb,
    places: ['0'],
  }),
  ...clients(['connect-mongo.create', 'connect-mongo()', 'connect-mongo'], {
    ...mongodb,
    places: ['0/mongoUrl', '0/url'],
  }),
  ...clients(['agenda', 'agenda.Agenda'], { ...mongodb, places: ['0/db/address'] }),
  ...clients(
    ['amqplib.connect', 'amqplib/callback_api.connect', 'amqp-connection-manager.connect', 'amqp.connect'],
    { ...rabbitmq, places: ['0', '0/hostname'], implicit: { give: '%', key: 'hostname' } },
  ),
  'kafkajs.Kafka': { ...kafka, places: ['0/brokers'] },
  'kafka-node.KafkaClient': { ...kafka, places: ['0/kafkaHost'], implicit: { give: '{ kafkaHost: % }' } },
  ...clients(['node-rdkafka.Producer', 'node-rdkafka.KafkaConsumer'], {
    ...kafka,
    places: ['0/metadata.broker.list', '0/bootstrap.servers'],
  }),
  ...clients(['@elastic/elasticsearch.Client'], {
    ...elasticsearch,
    places: ['0/node', '0/nodes'],
  }),
  '@opensearch-project/opensearch.Client': { ...SERVICES.opensearch, places: ['0/node', '0/nodes'] },
  ...clients(['elasticsearch.Client', 'elasticsearch'], {
    ...elasticsearch,
    places: ['0/host', '0/hosts'],
    implicit: { give: '{ host: % }', reads: 'url' },
  }),
  'nodemailer.createTransport': { ...SERVICES.mail, places: ['0', '0/host'] },
  memcached: { ...SERVICES.memcached, places: ['0'] },
  ...clients(['knex', 'knex.knex'], {
    ...database,
    places: ['0/connection', '0/connection/host', '0/connection/connectionString'],
  }),
  ...clients(['sequelize', 'sequelize.Sequelize', 'sequelize-typescript.Sequelize'], {
    ...database,
    places: ['0', '0/host', '0/url', '1/host', '3/host'],
  }),
  ...clients(
    [
      'typeorm.DataSource',
      'typeorm.createConnection',
      '@nestjs/typeorm.TypeOrmModule.forRoot',
      '@nestjs/sequelize.SequelizeModule.forRoot',
    ],
    { ...database, places: ['0/host', '0/url', '0/uri'] },
  ),
  '@mikro-orm/core.MikroORM.init': { ...database, places: ['0/host', '0/clientUrl'] },
  '@prisma/client.PrismaClient': { ...database, places: ['0/datasources/db/url', '0/datasourceUrl'] },
  'drizzle-orm/node-postgres.drizzle': {
    ...postgres,
    places: ['0', '0/connection', '0/connection/connectionString', '0/connection/host'],
  },
  bull: {
    ...redis,
    places: ['1', '1/redis', '1/redis/host'],
    elsewhere: ['createClient', 'path', 'sentinels'],
    implicit: { give: '%', arguments: 1 },
  },
  ...clients(['bullmq.Queue', 'bullmq.QueueEvents'], {
    ...redis,
    places: ['1/connection', '1/connection/host', '1/connection/url'],
    implicit: { give: '{ connection: { url: % } }', arguments: 1 },
  }),
  'bullmq.Worker': {
    ...redis,
    places: ['2/connection', '2/connection/host', '2/connection/url'],
    implicit: { give: '{ connection: { url: % } }', arguments: 2 },
  },
  'bullmq.FlowProducer': { ...redis, places: ['0/connection', '0/connection/host', '0/connection/url'] },
  'bee-queue': { ...redis, places: ['1/redis', '1/redis/host', '1/redis/url'] },
  'kue.createQueue': {
    ...redis,
    places: ['0/redis', '0/redis/host'],
    implicit: { give: '{ redis: % }' },
  },
  '@nestjs/bull.BullModule.forRoot': { ...redis, places: ['0/redis', '0/redis/host', '0/url'] },
  '@nestjs/bullmq.BullModule.forRoot': { ...redis, places: ['0/connection/host', '0/connection/url'] },
  '@nestjs/core.NestFactory.createMicroservice': {
    ...SERVICES.broker,
    variables: { url: 'BROKER_URL', host: 'BROKER_HOST', servers: 'BROKER_URLS' },
    places: ['1/options/urls', '1/options/url', '1/options/servers', '1/options/client/brokers'],
  },
  'nats.connect': { ...SERVICES.nats, places: ['0/servers'], implicit: { give: '{ servers: % }' } },
  'mqtt.connect': { ...SERVICES.mqtt, places: ['0', '0/host'] },
  'cassandra-driver.Client': { ...SERVICES.cassandra, places: ['0/contactPoints'] },
  ...clients(['mssql.connect', 'mssql.ConnectionPool', 'tedious.Connection'], {
    ...database,
    service: 'SQL Server',
    places: ['0', '0/server'],
  }),
};

const MADE_NEW = /\bnew\s+[\w$.]*$/;

/** Calls by the last part of their usual names: with the bracket, so that a mere word opens no file. */
export const JAVASCRIPT_CLIENT_ANCHORS: readonly Anchor[] = [
  { text: 'redis', gate: /redis\s*\(/iy, before: MADE_NEW },
  { text: 'cluster', gate: /cluster\s*\(/iy, before: MADE_NEW },
  { text: 'createClient', gate: /createClient\s*\(/y },
  { text: 'createCluster', gate: /createCluster\s*\(/y, before: /redis\.$/i },
  { text: 'pool', gate: /pool\s*\(/iy, before: MADE_NEW },
  { text: 'client', gate: /client\s*\(/iy, before: MADE_NEW },
  {
    text: 'connect',
    gate: /connect\s*\(/y,
    before: /\b(?:mongo\w*|amqp\w*|nats|mqtt|sql|mssql|rabbit\w*)\s*\.\s*$|\bawait\s+$/i,
  },
  { text: 'createConnection', gate: /createConnection\s*\(/y },
  { text: 'createPool', gate: /createPool\s*\(/y },
  { text: 'createTransport', gate: /createTransport\s*\(/y },
  { text: 'Kafka', gate: /Kafka\s*\(/y, before: MADE_NEW },
  { text: 'Producer', gate: /Producer\s*\(/y, before: MADE_NEW },
  { text: 'KafkaConsumer', gate: /KafkaConsumer\s*\(/y, before: MADE_NEW },
  { text: 'Sequelize', gate: /Sequelize\s*\(/y, before: MADE_NEW },
  { text: 'DataSource', gate: /DataSource\s*\(/y, before: MADE_NEW },
  { text: 'memcached', gate: /memcached\s*\(/iy, before: MADE_NEW },
  { text: 'Agenda', gate: /Agenda\s*\(/y, before: MADE_NEW },
  { text: 'PrismaPg', gate: /PrismaPg\s*\(/y, before: MADE_NEW },
  { text: 'Connection', gate: /Connection\s*\(/y, before: MADE_NEW },
  // `knex('table')` is a query.
  { text: 'knex', gate: /knex\s*\(\s*(?:\{|[\w$.]+\s*[),]|require)/iy, before: /(?:^|[^.\w])$/ },
  // `require('knex')({ … })`
  ...['knex', 'monk'].map((text) => ({ text, gate: new RegExp(`${text}['"]\\s*\\)\\s*\\(`, 'y') })),
  { text: 'forRoot', gate: /forRoot\s*\(/y, before: /(?:Mongoose|TypeOrm|Sequelize|Bull)Module\s*\.\s*$/ },
  {
    text: 'Queue',
    gate: /Queue(?:Events)?\s*(?:<[^()]{0,80}>\s*)?\(/y,
    before: MADE_NEW,
  },
  { text: 'Worker', gate: /Worker\s*(?:<[^()]{0,80}>\s*)?\(\s*['"`\w.$]+\s*,/y, before: MADE_NEW },
  { text: 'FlowProducer(', before: MADE_NEW },
  { text: 'createQueue', gate: /createQueue\s*\(/y, before: /\bkue\s*\.\s*$/ },
  { text: 'postgres', gate: /postgres\s*\(/y, before: /[=(]\s*$/ },
  { text: 'pgp', gate: /pgp\s*\(/y, before: /=\s*$/ },
  { text: 'monk', gate: /monk\s*\(/y, before: /(?:^|[^.\w])$/ },
  { text: 'drizzle', gate: /drizzle\s*\(/y, before: /[=(]\s*$/ },
  { text: 'MikroORM.init', gate: /MikroORM\.init\s*\(/y },
  { text: 'createMicroservice', gate: /createMicroservice\s*(?:<[^()]{0,80}>\s*)?\(/y },
  { text: 'MongoStore', gate: /MongoStore(?:\.create)?\s*\(/y },
  { text: 'RedisStore', gate: /RedisStore\s*\(/y, before: MADE_NEW },
];
