import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionString } from '../../../server/src/rules/config/connection-strings.ts';
import { bareHost, deployHost, readUrl } from '../../../server/src/rules/config/hosts.ts';

const DEPLOY_HOSTS: readonly (readonly [kind: string, hosts: string])[] = [
  ['internal name', 'pricing.shop.internal nas.local db.corp users.default.svc.cluster.local web.consul'],
  ['private address', '10.0.0.3 192.168.1.20 172.16.4.5 100.64.0.1'],
  ['address', '51.15.20.30'],
  ['environment', 'api.staging.acme.com api-dev.acme.com prod2.acme.com search.qa.acme.io'],
  [
    'managed',
    'shop.c9akciq32.eu-central-1.rds.amazonaws.com shop.herokuapp.com shop.database.windows.net c0.abc.mongodb.net',
  ],
  ['bare name', 'redis inventory-service'],
];

test('tells hosts that differ between deploys', () => {
  for (const [kind, hosts] of DEPLOY_HOSTS) {
    for (const host of hosts.split(' ')) assert.equal(deployHost(host)?.kind, kind, host);
  }
});

const PUBLIC_HOSTS = `localhost 127.0.0.1 0.0.0.0 169.254.169.254 192.0.2.1 8.8.8.8 10.0.2.2 api.stripe.com dev.to web.dev deno.dev
  dev.azure.com api.github.com www.w3.org herokuapp.com example.com api.example.org host.docker.internal
  metadata.google.internal production.com reproduction.acme.com developer.acme.com 256.1.1.1 8.1.0`;

test('leaves public hosts, this machine and addresses of documentation alone', () => {
  for (const host of PUBLIC_HOSTS.trim().split(/\s+/)) assert.equal(deployHost(host), undefined, host);
});

test('takes a text for a host only where it looks like one beyond doubt', () => {
  assert.equal(bareHost('db1.prod.acme.com:5432')?.host, 'db1.prod.acme.com');
  for (const text of ['settings.production.title', 'webpack.prod.js', 'redis', 'a b.internal', 'prod']) {
    assert.equal(bareHost(text), undefined, text);
  }
});

test('takes addresses apart', () => {
  assert.deepEqual(readUrl('amqps://shop:pw@mq1.acme.net:5671/orders'), {
    scheme: 'amqps',
    user: 'shop',
    password: 'pw',
    host: 'mq1.acme.net',
    end: 33,
  });
  assert.equal(readUrl('http://[::1]:80/')?.host, '::1');
  assert.equal(readUrl('mongodb://a:b@one.acme.net:1,two.acme.net:2/x')?.host, 'one.acme.net');
  assert.equal(readUrl('see http://a'), undefined);
});

test('writes connection strings without their password', () => {
  assert.equal(
    connectionString('redis://:n0tl1ve@cache.acme.net:6379/0')?.redacted,
    'redis://:change-me@cache.acme.net:6379/0',
  );
  assert.equal(
    connectionString('Server=sql1.acme.net;User Id=shop;Password=n0tl1ve;')?.redacted,
    'Server=sql1.acme.net;User Id=shop;Password=change-me;',
  );
  assert.equal(
    connectionString("host=pg1 dbname=shop user=x password='n0t l1ve'")?.redacted,
    'host=pg1 dbname=shop user=x password=change-me',
  );
});

test('knows passwords that open nothing of anybody', () => {
  assert.equal(connectionString('postgres://postgres:postgres@localhost/shop')?.isDevelopment, true);
  assert.equal(connectionString('postgres://postgres:postgres@db/shop')?.isDevelopment, false);
  assert.equal(connectionString('postgres://postgres:postgres@db/shop')?.isWellKnown, true);
  assert.equal(connectionString('postgres://shop:n0tl1ve@localhost/shop')?.isDevelopment, false);
});
