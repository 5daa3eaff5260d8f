import express, { type NextFunction, type Request, type Response } from 'express';
import jwt from 'jsonwebtoken';
import pino from 'pino';

import { orders } from './orders';
import { settings } from './settings';
import { uploads } from './uploads';

const log = pino(pino.destination('/var/log/harbour/api.log'));

const app = express();

function authenticate(req: Request, res: Response, next: NextFunction): void {
  const [scheme, token] = (req.headers.authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || token === undefined) {
    res.status(401).json({ error: 'A bearer token is needed' });
    return;
  }
  try {
    res.locals.partner = jwt.verify(token, settings.jwtSecret);
    next();
  } catch {
    res.status(401).json({ error: 'The token is not valid' });
  }
}

app.use(express.json());
app.use((req, res, next) => {
  res.on('finish', () => log.info({ method: req.method, path: req.path, status: res.statusCode }));
  next();
});
app.use('/v1/orders', authenticate, orders);
app.use('/v1/uploads', authenticate, uploads);

app.listen(4000, () => {
  log.info('Order API is up');
});
