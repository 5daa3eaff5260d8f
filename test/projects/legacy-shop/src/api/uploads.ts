import path from 'node:path';

import { type Request, Router } from 'express';
import multer from 'multer';

const ACCEPTED_TYPES = new Set(['application/pdf', 'image/jpeg', 'image/png']);

type NameChosen = (error: Error | null, name: string) => void;

function chooseName(req: Request, file: Express.Multer.File, done: NameChosen): void {
  done(null, `${Date.now()}${path.extname(file.originalname)}`);
}

const storage = multer.diskStorage({ destination: '/srv/harbour/uploads/partners', filename: chooseName });

const receive = multer({
  storage,
  limits: { fileSize: 20 * 1024 * 1024 },
  fileFilter: (req, file, done) => done(null, ACCEPTED_TYPES.has(file.mimetype)),
});

export const uploads = Router();

uploads.post('/', receive.single('document'), (req, res) => {
  if (req.file === undefined) {
    res.status(415).json({ error: 'Send a PDF, JPEG or PNG' });
    return;
  }
  res.status(201).json({ name: req.file.filename, bytes: req.file.size });
});
