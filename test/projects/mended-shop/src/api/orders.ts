import { Router } from 'express';
import { Pool } from 'pg';
import { createClient } from 'redis';

import { storeDocument } from './documents';
import { settings } from './settings';

type OrderRow = { id: number; email: string; amount_cents: number; created_at: Date };

const pool = new Pool({ connectionString: settings.databaseUrl });
const limits = createClient({ url: settings.redisUrl });
void limits.connect();

export async function closeConnections(): Promise<void> {
  await Promise.all([pool.end(), limits.quit()]);
}

export const orders = Router();

orders.use(async (req, res, next) => {
  const key = `limit:${req.ip}`;
  const used = await limits.incr(key);
  if (used === 1) await limits.expire(key, 60);
  if (used > 300) {
    res.status(429).json({ error: 'Too many requests' });
    return;
  }
  next();
});

orders.get('/', async (req, res) => {
  const page = Math.max(0, Number(req.query.page ?? 0));
  const result = await pool.query<OrderRow>(
    'SELECT id, email, amount_cents, created_at FROM orders ORDER BY id DESC LIMIT $1 OFFSET $2',
    [settings.pageSize, page * settings.pageSize],
  );
  res.json(result.rows);
});

orders.get('/search', async (req, res) => {
  const found = await fetch(`${settings.searchUrl}/orders?q=${encodeURIComponent(String(req.query.q))}`);
  res.status(found.status).json(await found.json());
});

orders.post('/quote', async (req, res) => {
  const quote = await fetch(`${settings.pricingUrl}/v2/quotes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(req.body),
  });
  res.status(quote.status).json(await quote.json());
});

orders.post('/exports', async (req, res) => {
  const result = await pool.query<OrderRow>('SELECT id, email, amount_cents FROM orders WHERE created_at > $1', [
    req.body.since,
  ]);
  const lines = result.rows.map((row) => `${row.id};${row.email};${row.amount_cents}`);
  const name = `exports/orders-${Date.now()}.csv`;
  await storeDocument(name, lines.join('\n'), 'text/csv');
  res.status(201).json({ name, rows: lines.length });
});
