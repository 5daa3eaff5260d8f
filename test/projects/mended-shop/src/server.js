'use strict';

const config = require('./config');
const app = require('./app');
const { redis } = require('./lib/cache');
const { pool } = require('./lib/db');
const logger = require('./lib/logger');
const { closeOnSignal } = require('./lib/shutdown');

process.on('unhandledRejection', (reason) => {
  logger.error('Unhandled rejection', { reason: String(reason) });
});

const server = app.listen(config.port, config.host, () => {
  logger.info(`${config.shopName} listens on port ${config.port}`);
});

closeOnSignal(server, [() => pool.end(), () => redis.quit()]);
