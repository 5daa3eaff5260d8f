import path from 'node:path';

import { Router } from 'express';
import multer from 'multer';

import { storeDocument } from './documents';

const ACCEPTED_TYPES = new Set(['application/pdf', 'image/jpeg', 'image/png']);

const receive = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: 20 * 1024 * 1024 },
  fileFilter: (req, file, done) => done(null, ACCEPTED_TYPES.has(file.mimetype)),
});

export const uploads = Router();

uploads.post('/', receive.single('document'), async (req, res) => {
  if (req.file === undefined) {
    res.status(415).json({ error: 'Send a PDF, JPEG or PNG' });
    return;
  }
  const name = `partners/${Date.now()}${path.extname(req.file.originalname)}`;
  await storeDocument(name, req.file.buffer, req.file.mimetype);
  res.status(201).json({ name, bytes: req.file.size });
});
