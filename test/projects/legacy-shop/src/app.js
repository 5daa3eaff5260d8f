'use strict';

const fs = require('fs');
const path = require('path');

const express = require('express');
const helmet = require('helmet');
const morgan = require('morgan');
const session = require('express-session');

const config = require('./config');
const logger = require('./lib/logger');
const cart = require('./routes/cart');
const checkout = require('./routes/checkout');
const products = require('./routes/products');

const app = express();

app.set('trust proxy', 1);
app.use(helmet());
app.use(morgan('combined', { stream: fs.createWriteStream(path.join(__dirname, '../logs/access.log'), { flags: 'a' }) }));
app.use(express.json({ limit: '200kb' }));
app.use(session({
  name: config.session.cookieName,
  secret: config.session.secret,
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: true, sameSite: 'lax', maxAge: config.session.maxAge },
}));

app.use('/products', products);
app.use('/cart', cart);
app.use('/checkout', checkout);

app.get('/healthz', (req, res) => {
  res.json({ status: 'ok', shop: config.shopName });
});

app.use((error, req, res, next) => {
  logger.error(error.message, { path: req.path, stack: error.stack });
  if (res.headersSent) return next(error);
  res.status(error.status || 500).json({ error: 'Something went wrong' });
});

module.exports = app;
