'use strict';

const express = require('express');
const multer = require('multer');

const { pool } = require('../lib/db');
const { redis, remember } = require('../lib/cache');
const inventory = require('../services/inventory');

const router = express.Router();
const covers = multer({ dest: 'uploads/covers/' });

router.get('/', async (req, res, next) => {
  try {
    const rows = await remember('products:all', 60, async () => {
      const result = await pool.query('SELECT id, title, author, price_cents FROM products ORDER BY title');
      return result.rows;
    });
    res.json(rows);
  } catch (error) {
    next(error);
  }
});

router.get('/:id', async (req, res, next) => {
  try {
    const result = await pool.query('SELECT * FROM products WHERE id = $1', [req.params.id]);
    if (result.rowCount === 0) return res.status(404).json({ error: 'No such book' });
    const stock = await inventory.stockOf(req.params.id);
    res.json({ ...result.rows[0], stock });
  } catch (error) {
    next(error);
  }
});

router.post('/:id/cover', covers.single('cover'), async (req, res, next) => {
  try {
    await pool.query('UPDATE products SET cover = $1 WHERE id = $2', [req.file.filename, req.params.id]);
    await redis.del('products:all');
    res.status(204).end();
  } catch (error) {
    next(error);
  }
});

module.exports = router;
