'use strict';

const { required } = require('./environment');

// Settings of the shop front. What more than one module needs lives here.
module.exports = {
  shopName: 'Harbour Books',
  currency: 'EUR',
  port: Number(process.env.PORT || 3000),
  host: process.env.HOST || '0.0.0.0',

  databaseUrl: required('DATABASE_URL'),
  redisUrl: required('REDIS_URL'),
  brokerUrl: required('BROKER_URL'),
  inventoryUrl: required('INVENTORY_URL'),

  session: {
    cookieName: 'harbour.sid',
    secret: required('SESSION_SECRET'),
    maxAge: 8 * 60 * 60 * 1000,
  },

  media: {
    region: required('AWS_REGION'),
    bucket: required('MEDIA_BUCKET'),
    maxUploadBytes: 5 * 1024 * 1024,
  },

  logLevel: process.env.LOG_LEVEL || 'info',
};
