'use strict';

const express = require('express');

const { inTransaction } = require('../lib/db');
const queue = require('../lib/queue');
const payments = require('../services/payments');

const router = express.Router();

router.post('/', async (req, res, next) => {
  try {
    const { items, email, paymentMethod } = req.body;
    const amount = items.reduce((sum, item) => sum + item.priceCents * item.quantity, 0);
    const charge = await payments.charge({ amount, paymentMethod });

    const orderId = await inTransaction(async (client) => {
      const order = await client.query(
        'INSERT INTO orders (email, amount_cents, charge_id) VALUES ($1, $2, $3) RETURNING id',
        [email, amount, charge.id],
      );
      for (const item of items) {
        await client.query('INSERT INTO order_items (order_id, product_id, quantity) VALUES ($1, $2, $3)', [
          order.rows[0].id,
          item.productId,
          item.quantity,
        ]);
      }
      return order.rows[0].id;
    });

    await queue.publish('orders', { id: orderId, items });
    await queue.publish('mails', { to: email, orderId, amount });
    res.status(201).json({ orderId });
  } catch (error) {
    next(error);
  }
});

module.exports = router;
