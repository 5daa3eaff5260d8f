'use strict';

const winston = require('winston');
require('winston-daily-rotate-file');

const config = require('../config');

const { combine, errors, json, timestamp } = winston.format;

const logger = winston.createLogger({
  level: config.logLevel,
  format: combine(timestamp(), errors({ stack: true }), json()),
  transports: [
    new winston.transports.Console(),
    new winston.transports.File({ filename: 'logs/error.log', level: 'error' }),
    new winston.transports.DailyRotateFile({ filename: 'logs/shop-%DATE%.log', zippedArchive: true, maxFiles: '14d' }),
  ],
});

module.exports = logger;
