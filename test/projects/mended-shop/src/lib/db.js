'use strict';

const { Pool } = require('pg');

const config = require('../config');
const logger = require('./logger');

const pool = new Pool({
  connectionString: config.databaseUrl,
  max: 10,
  idleTimeoutMillis: 30000,
});

pool.on('error', (error) => logger.error('Idle database connection failed', { error: error.message }));

/** Runs `work` in a transaction and gives what it returns. */
async function inTransaction(work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

module.exports = { pool, inTransaction };
