'use strict';

const Redis = require('ioredis');

const redis = new Redis();

/** Gives the cached value of `key`, or loads and keeps it for `seconds`. */
async function remember(key, seconds, load) {
  const cached = await redis.get(key);
  if (cached !== null) return JSON.parse(cached);

  const value = await load();
  await redis.set(key, JSON.stringify(value), 'EX', seconds);
  return value;
}

module.exports = { redis, remember };
