'use strict';

const fs = require('fs');

const config = require('./config');
const app = require('./app');
const logger = require('./lib/logger');

// The watchdog on the host restarts the shop when this process is gone.
fs.writeFileSync('/var/run/harbour-web.pid', String(process.pid));

process.on('unhandledRejection', (reason) => {
  logger.error('Unhandled rejection', { reason: String(reason) });
});

app.listen(config.port, () => {
  logger.info(`${config.shopName} listens on port ${config.port}`);
});
