/**
 * How a call that makes a client of a backing service is told where the service is. Places are written as in
 * `argument-places.ts`. What stands there may be a URL, a host, `host:port`, a connection string of `key=value`
 * pairs, a list of these, or a pair of host and port.
 */
export type Client = {
  /** As people call it: `Redis`. */
  readonly service: string;
  readonly places: readonly string[];
  readonly variables: AddressVariables;
  /** Where the library looks when it is told nothing: an example for the documented variable. */
  readonly example?: string;
  /** Keys and keywords that say in another way where the service is: a socket, a pool that exists already. */
  readonly elsewhere?: readonly string[];
  /** The library connects to localhost when no place says otherwise; absent where it throws or asks the environment. */
  readonly implicit?: Implicit;
  /** What stands at the place is used when the library finds no variable itself. */
  readonly isFallback?: true;
};

/** Names that platforms and libraries commonly give the variables. */
export type AddressVariables = { readonly url: string; readonly host: string; readonly servers?: string };

export type Implicit = {
  /** What to give the call besides the arguments it has; `%` stands for the address. Absent: no edit is offered. */
  readonly give?: string;
  /** The call is only known to fall back on localhost with so many arguments or with an object of options. */
  readonly arguments?: number;
  /** What to put into an object of options that is already given: `host`. */
  readonly key?: string;
  /** The variable that `give` and `key` read; default: the URL for `give`, the host for `key`. */
  readonly reads?: 'url' | 'host' | 'servers';
  /** Made from a URL by this method of the class instead of by the constructor: `from_url`. */
  readonly method?: string;
};

const REDIS: AddressVariables = { url: 'REDIS_URL', host: 'REDIS_HOST' };
const DATABASE: AddressVariables = { url: 'DATABASE_URL', host: 'DB_HOST' };
const MONGODB: AddressVariables = { url: 'MONGODB_URI', host: 'MONGODB_HOST' };
const AMQP: AddressVariables = { url: 'AMQP_URL', host: 'AMQP_HOST' };
const KAFKA: AddressVariables = { url: 'KAFKA_BROKERS', host: 'KAFKA_BROKERS', servers: 'KAFKA_BROKERS' };
const ELASTICSEARCH: AddressVariables = { url: 'ELASTICSEARCH_URL', host: 'ELASTICSEARCH_HOST' };
const SMTP: AddressVariables = { url: 'SMTP_URL', host: 'SMTP_HOST' };
const MEMCACHED: AddressVariables = {
  url: 'MEMCACHED_SERVERS',
  host: 'MEMCACHED_HOST',
  servers: 'MEMCACHED_SERVERS',
};
const NATS: AddressVariables = { url: 'NATS_URL', host: 'NATS_HOST' };
const MQTT: AddressVariables = { url: 'MQTT_URL', host: 'MQTT_HOST' };

/** The services, by the name that people know them by. */
export const SERVICES = {
  redis: { service: 'Redis', variables: REDIS, example: 'redis://localhost:6379' },
  postgres: { service: 'PostgreSQL', variables: DATABASE },
  mysql: { service: 'MySQL', variables: DATABASE },
  database: { service: 'the database', variables: DATABASE },
  mongodb: { service: 'MongoDB', variables: MONGODB, example: 'mongodb://localhost:27017' },
  rabbitmq: { service: 'RabbitMQ', variables: AMQP, example: 'amqp://localhost:5672' },
  broker: { service: 'the message broker', variables: { url: 'CELERY_BROKER_URL', host: 'BROKER_HOST' } },
  results: {
    service: 'the result backend',
    variables: { url: 'CELERY_RESULT_BACKEND', host: 'RESULT_BACKEND_HOST' },
  },
  kafka: { service: 'Kafka', variables: KAFKA, example: 'localhost:9092' },
  elasticsearch: { service: 'Elasticsearch', variables: ELASTICSEARCH, example: 'http://localhost:9200' },
  opensearch: {
    service: 'OpenSearch',
    variables: { url: 'OPENSEARCH_URL', host: 'OPENSEARCH_HOST' },
    example: 'http://localhost:9200',
  },
  mail: { service: 'the mail server', variables: SMTP },
  memcached: { service: 'Memcached', variables: MEMCACHED },
  nats: { service: 'NATS', variables: NATS, example: 'nats://localhost:4222' },
  mqtt: { service: 'the MQTT broker', variables: MQTT },
  cassandra: {
    service: 'Cassandra',
    variables: { url: 'CASSANDRA_HOSTS', host: 'CASSANDRA_HOST', servers: 'CASSANDRA_HOSTS' },
  },
} satisfies Record<string, Pick<Client, 'service' | 'variables' | 'example'>>;

/** The same entry for several names. */
export function clients(names: readonly string[], client: Client): Record<string, Client> {
  return Object.fromEntries(names.map((name) => [name, client]));
}
