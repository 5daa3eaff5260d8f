'use strict';

// Settings of the shop front. What more than one module needs lives here.
module.exports = {
  shopName: 'Harbour Books',
  currency: 'EUR',
  port: 3000,

  database: {
    host: process.env.DB_HOST || 'pg-main.prod.shop.internal',
    port: Number(process.env.DB_PORT || 5432),
    name: 'shop',
    user: 'shop_web',
    password: process.env.DB_PASSWORD || 'n0t-l1ve-pg-7Kx2vQ41',
  },

  session: {
    cookieName: 'harbour.sid',
    secret: 'n0t-l1ve-sess-Qw81zLm4',
    maxAge: 8 * 60 * 60 * 1000,
  },

  media: {
    bucket: process.env.NODE_ENV === 'production' ? 'harbour-media' : 'harbour-media-staging',
    maxUploadBytes: 5 * 1024 * 1024,
  },

  logLevel: process.env.LOG_LEVEL || 'info',
};
