import type { Anchor } from '../../model/rule.ts';
import { type Client, clients, SERVICES } from './client.ts';

const { redis, postgres, mysql, database, mongodb, rabbitmq, kafka, elasticsearch, memcached } = SERVICES;

const REDIS_CLASSES = [
  'redis.Redis',
  'redis.StrictRedis',
  'redis.client.Redis',
  'redis.client.StrictRedis',
  'redis.asyncio.Redis',
  'redis.asyncio.StrictRedis',
  'redis.asyncio.client.Redis',
  'aioredis.Redis',
  'aioredis.StrictRedis',
];
const REDIS_POOLS = [
  'redis.ConnectionPool',
  'redis.BlockingConnectionPool',
  'redis.asyncio.ConnectionPool',
  'redis.connection.ConnectionPool',
];

/**
 * Clients of backing services for Python, by the canonical name of the call. Everything on libpq (and asyncpg) asks
 * PGHOST when it is told nothing, so that it is never implicitly local.
 */
export const PYTHON_CLIENTS: Readonly<Record<string, Client>> = {
  ...clients(REDIS_CLASSES, {
    ...redis,
    places: ['0:host'],
    elsewhere: ['unix_socket_path', 'connection_pool'],
    implicit: { give: '%', method: 'from_url' },
  }),
  ...clients(REDIS_POOLS, {
    ...redis,
    places: [':host'],
    elsewhere: ['connection_class'],
    implicit: { give: 'host=%', reads: 'host' },
  }),
  ...clients(
    [
      'redis.from_url',
      'redis.asyncio.from_url',
      'aioredis.from_url',
      'aioredis.create_redis_pool',
      ...[...REDIS_CLASSES, ...REDIS_POOLS].map((name) => `${name}.from_url`),
    ],
    { ...redis, places: ['0:url'] },
  ),
  ...clients(['redis.cluster.RedisCluster', 'redis.RedisCluster'], { ...redis, places: ['0:host', ':url'] }),
  ...clients(['huey.RedisHuey', 'dramatiq.brokers.redis.RedisBroker'], {
    ...redis,
    places: [':host', ':url'],
  }),
  ...clients(
    [
      'psycopg2.connect',
      'psycopg.connect',
      'psycopg.Connection.connect',
      'psycopg.AsyncConnection.connect',
      'asyncpg.connect',
      'asyncpg.create_pool',
      'aiopg.connect',
      'aiopg.create_pool',
    ],
    { ...postgres, places: ['0:dsn', ':conninfo', ':host'] },
  ),
  ...clients(['psycopg_pool.ConnectionPool', 'psycopg_pool.AsyncConnectionPool'], {
    ...postgres,
    places: ['0:conninfo'],
  }),
  ...clients(['psycopg2.pool.SimpleConnectionPool', 'psycopg2.pool.ThreadedConnectionPool'], {
    ...postgres,
    places: ['2:dsn', ':host'],
  }),
  'peewee.PostgresqlDatabase': { ...postgres, places: [':host'] },
  'peewee.MySQLDatabase': { ...mysql, places: [':host'] },
  ...clients(
    [
      'pymysql.connect',
      'pymysql.Connect',
      'MySQLdb.connect',
      'MySQLdb.Connect',
      'mysql.connector.connect',
      'mysql.connector.pooling.MySQLConnectionPool',
      'aiomysql.connect',
      'aiomysql.create_pool',
    ],
    {
      ...mysql,
      places: ['0:host'],
      elsewhere: ['unix_socket', 'read_default_file', 'option_files', 'host_name'],
      implicit: { give: 'host=%', reads: 'host' },
    },
  ),
  ...clients(
    [
      'sqlalchemy.create_engine',
      'sqlalchemy.engine.create_engine',
      'sqlalchemy.ext.asyncio.create_async_engine',
      'sqlmodel.create_engine',
      'databases.Database',
    ],
    { ...database, places: ['0:url'] },
  ),
  ...clients(['sqlalchemy.URL.create', 'sqlalchemy.engine.URL.create', 'sqlalchemy.engine.url.URL.create'], {
    ...database,
    places: ['3:host'],
  }),
  ...clients(['tortoise.Tortoise.init', 'tortoise.contrib.fastapi.register_tortoise'], {
    ...database,
    places: [':db_url'],
  }),
  ...clients(['dj_database_url.config', 'dj_database_url.parse'], {
    ...database,
    places: [':default', '0:url'],
    isFallback: true,
  }),
  ...clients(
    [
      'pymongo.MongoClient',
      'pymongo.mongo_client.MongoClient',
      'pymongo.AsyncMongoClient',
      'motor.motor_asyncio.AsyncIOMotorClient',
      'motor.motor_tornado.MotorClient',
    ],
    { ...mongodb, places: ['0:host'], implicit: { give: '%' } },
  ),
  'mongoengine.connect': { ...mongodb, places: [':host'], implicit: { give: 'host=%' } },
  'flask_pymongo.PyMongo': { ...mongodb, places: ['1:uri'] },
  'pika.ConnectionParameters': {
    ...rabbitmq,
    places: ['0:host'],
    implicit: { give: 'host=%', reads: 'host' },
  },
  'pika.URLParameters': { ...rabbitmq, places: ['0:url'] },
  ...clients(['aio_pika.connect', 'aio_pika.connect_robust'], {
    ...rabbitmq,
    places: ['0:url', ':host'],
    implicit: { give: '%' },
  }),
  'dramatiq.brokers.rabbitmq.RabbitmqBroker': { ...rabbitmq, places: [':url', ':host'] },
  'kombu.Connection': { ...SERVICES.broker, places: ['0:hostname'] },
  ...clients(
    [
      'kafka.KafkaProducer',
      'kafka.KafkaConsumer',
      'kafka.KafkaAdminClient',
      'aiokafka.AIOKafkaProducer',
      'aiokafka.AIOKafkaConsumer',
    ],
    {
      ...kafka,
      places: [':bootstrap_servers'],
      implicit: { give: 'bootstrap_servers=%', reads: 'servers' },
    },
  ),
  ...clients(
    [
      'confluent_kafka.Producer',
      'confluent_kafka.Consumer',
      'confluent_kafka.SerializingProducer',
      'confluent_kafka.DeserializingConsumer',
      'confluent_kafka.admin.AdminClient',
    ],
    { ...kafka, places: ['0/bootstrap.servers', '0/metadata.broker.list'] },
  ),
  'faust.App': { ...kafka, places: [':broker'] },
  ...clients(['elasticsearch.Elasticsearch', 'elasticsearch.AsyncElasticsearch'], {
    ...elasticsearch,
    places: ['0:hosts'],
    elsewhere: ['cloud_id', 'host'],
    implicit: { give: '%', arguments: 0 },
  }),
  'opensearchpy.OpenSearch': {
    ...SERVICES.opensearch,
    places: ['0:hosts'],
    elsewhere: ['host'],
    implicit: { give: '%', arguments: 0 },
  },
  'celery.Celery': { ...SERVICES.broker, places: [':broker', ':backend'] },
  ...clients(['smtplib.SMTP', 'smtplib.SMTP_SSL'], { ...SERVICES.mail, places: ['0:host'] }),
  ...clients(['aiosmtplib.SMTP', 'aiosmtplib.send'], { ...SERVICES.mail, places: [':hostname'] }),
  ...clients(
    [
      'pymemcache.Client',
      'pymemcache.client.base.Client',
      'pymemcache.client.base.PooledClient',
      'pymemcache.client.hash.HashClient',
      'memcache.Client',
      'pylibmc.Client',
      'bmemcached.Client',
      'aiomcache.Client',
    ],
    { ...memcached, places: ['0:servers', ':server'] },
  ),
  'nats.connect': { ...SERVICES.nats, places: ['0:servers'], implicit: { give: '%', arguments: 0 } },
  'paho.mqtt.client.Client().connect': { ...SERVICES.mqtt, places: ['0:host'] },
  'cassandra.cluster.Cluster': {
    ...SERVICES.cassandra,
    places: ['0:contact_points'],
    implicit: { arguments: 0 },
  },
  'flask_limiter.Limiter': { ...redis, places: [':storage_uri'] },
};

const NOT_PART_OF_A_NAME = /(?:^|[^\w])$/;

/** Calls by the last part of their usual names: with the bracket, so that a mere word opens no file. */
export const PYTHON_CLIENT_ANCHORS: readonly Anchor[] = [
  { text: 'Redis(', before: /(?:^|[^\w]|Strict)$/ },
  { text: 'from_url(', before: /(?:redis|ConnectionPool)\w*\.$|(?:^|[^\w.])$/i },
  { text: 'create_redis_pool(' },
  { text: 'ConnectionPool(' },
  { text: 'RedisCluster(' },
  { text: 'RedisHuey(' },
  { text: 'RedisBroker(' },
  { text: 'RabbitmqBroker(' },
  {
    text: 'connect(',
    before:
      /(?:psycopg2?|asyncpg|aiopg|pymysql|MySQLdb|connector|aiomysql|mongoengine|aio_pika|nats|Connection|mqttc?|client)\.$|(?:^|await|return|=)\s*$/i,
  },
  { text: 'connect_robust(' },
  { text: 'create_pool(' },
  { text: 'create_engine(' },
  { text: 'create_async_engine(' },
  { text: 'Database(', before: /(?:^|[^\w]|databases\.|Postgresql|MySQL)$/ },
  { text: 'URL.create(' },
  { text: 'Tortoise.init(' },
  { text: 'register_tortoise(' },
  { text: 'dj_database_url.config(' },
  { text: 'dj_database_url.parse(' },
  { text: 'MongoClient(' },
  { text: 'MotorClient(' },
  { text: 'PyMongo(' },
  { text: 'ConnectionParameters(' },
  { text: 'URLParameters(' },
  { text: 'KafkaProducer(' },
  { text: 'KafkaConsumer(' },
  { text: 'KafkaAdminClient(' },
  { text: 'Producer(', before: NOT_PART_OF_A_NAME },
  { text: 'Consumer(', before: NOT_PART_OF_A_NAME },
  { text: 'AdminClient(', before: NOT_PART_OF_A_NAME },
  { text: 'Connection(', gate: /Connection\(\s*f?['"]\w+:\/\//y },
  { text: 'faust.App(' },
  { text: 'Elasticsearch(' },
  { text: 'OpenSearch(' },
  { text: 'Celery(', before: NOT_PART_OF_A_NAME },
  { text: 'SMTP(' },
  { text: 'SMTP_SSL(' },
  { text: 'aiosmtplib.send(' },
  { text: 'Client(', before: /(?:memcache|pylibmc|pymemcache|bmemcached|aiomcache|base)\.$/ },
  { text: 'Client(', gate: /Client\(\s*[[('"]/y, before: /(?:^|[\s=(])(?:Pooled|Hash)?$/ },
  { text: 'Cluster(', before: NOT_PART_OF_A_NAME },
  { text: 'Limiter(', before: NOT_PART_OF_A_NAME },
];
