'use strict';

const logger = require('./logger');

/**
 * Lets a server finish its requests when the platform asks the process to stop, then runs `closers`.
 * `begin` ends what would keep the server open.
 */
function closeOnSignal(server, closers, begin = () => {}) {
  const stop = (signal) => {
    logger.info(`${signal} received, closing`);
    begin();
    server.close(async () => {
      await Promise.allSettled(closers.map((close) => close()));
      process.exit(0);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

module.exports = { closeOnSignal };
