'use strict';

const fs = require('fs');
const path = require('path');

const express = require('express');

const CART_FOLDER = path.join(__dirname, '../../data/carts');

const router = express.Router();

function readCart(sessionId) {
  const file = path.join(CART_FOLDER, `${sessionId}.json`);
  if (!fs.existsSync(file)) return { items: [] };
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

router.get('/', (req, res) => {
  res.json(readCart(req.session.id));
});

router.post('/items', (req, res) => {
  const { productId, quantity } = req.body;
  if (!Number.isInteger(quantity) || quantity < 1) {
    return res.status(400).json({ error: 'Quantity must be a positive whole number' });
  }

  const cart = readCart(req.session.id);
  const known = cart.items.find((item) => item.productId === productId);
  if (known) known.quantity += quantity;
  else cart.items.push({ productId, quantity });

  req.session.hasCart = true;
  fs.writeFileSync(path.join(CART_FOLDER, `${req.session.id}.json`), JSON.stringify(cart));
  res.status(201).json(cart);
});

module.exports = router;
