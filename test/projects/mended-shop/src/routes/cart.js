'use strict';

const express = require('express');

const { redis } = require('../lib/cache');

const CART_LIFETIME_SECONDS = 30 * 24 * 60 * 60;

const router = express.Router();

async function readCart(sessionId) {
  const stored = await redis.get(`cart:${sessionId}`);
  return stored === null ? { items: [] } : JSON.parse(stored);
}

router.get('/', async (req, res, next) => {
  try {
    res.json(await readCart(req.session.id));
  } catch (error) {
    next(error);
  }
});

router.post('/items', async (req, res, next) => {
  const { productId, quantity } = req.body;
  if (!Number.isInteger(quantity) || quantity < 1) {
    return res.status(400).json({ error: 'Quantity must be a positive whole number' });
  }

  try {
    const cart = await readCart(req.session.id);
    const known = cart.items.find((item) => item.productId === productId);
    if (known) known.quantity += quantity;
    else cart.items.push({ productId, quantity });

    req.session.hasCart = true;
    await redis.set(`cart:${req.session.id}`, JSON.stringify(cart), 'EX', CART_LIFETIME_SECONDS);
    res.status(201).json(cart);
  } catch (error) {
    next(error);
  }
});

module.exports = router;
