'use strict';

const winston = require('winston');

const config = require('../config');

const { combine, errors, json, timestamp } = winston.format;

const logger = winston.createLogger({
  level: config.logLevel,
  format: combine(timestamp(), errors({ stack: true }), json()),
  transports: [new winston.transports.Console()],
});

module.exports = logger;
