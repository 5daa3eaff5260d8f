import type { Anchor } from '../../model/rule.ts';

/** How a library that receives uploads is told the directory they go to. Without one it uses memory or the temporary directory. */
export type UploadDestination = {
  /** As people call it. */
  readonly library: string;
  /** As in `argument-places.ts`. */
  readonly place: string;
  /** The call is `multer.diskStorage`, of which `memoryStorage` is the other form. */
  readonly hasMemoryStorage?: true;
};

const MULTER = 'multer';
const FORMIDABLE = 'formidable';

/** By the canonical name of the call. */
export const UPLOAD_DESTINATIONS: Readonly<Record<string, UploadDestination>> = {
  multer: { library: MULTER, place: '0/dest', hasMemoryStorage: true },
  'multer.diskStorage': { library: MULTER, place: '0/destination', hasMemoryStorage: true },
  '@nestjs/platform-express.MulterModule.register': { library: MULTER, place: '0/dest' },
  '@nestjs/platform-express.FileInterceptor': { library: MULTER, place: '1/dest' },
  '@nestjs/platform-express.FilesInterceptor': { library: MULTER, place: '2/dest' },
  '@nestjs/platform-express.AnyFilesInterceptor': { library: MULTER, place: '0/dest' },
  '@koa/multer': { library: MULTER, place: '0/dest' },
  'koa-multer': { library: MULTER, place: '0/dest' },
  formidable: { library: FORMIDABLE, place: '0/uploadDir' },
  'formidable.formidable': { library: FORMIDABLE, place: '0/uploadDir' },
  'formidable.Formidable': { library: FORMIDABLE, place: '0/uploadDir' },
  'formidable.IncomingForm': { library: FORMIDABLE, place: '0/uploadDir' },
  'express-formidable': { library: FORMIDABLE, place: '0/uploadDir' },
  'koa-body': { library: 'koa-body', place: '0/formidable/uploadDir' },
  'koa-body.koaBody': { library: 'koa-body', place: '0/formidable/uploadDir' },
  'multiparty.Form': { library: 'multiparty', place: '0/uploadDir' },
  'connect-multiparty': { library: 'connect-multiparty', place: '0/uploadDir' },
  '@remix-run/node.unstable_createFileUploadHandler': { library: 'Remix', place: '0/directory' },
};

/** Storages that keep nothing on this machine. */
export const REMOTE_STORAGES: ReadonlyMap<string, string> = new Map([
  ['multer.memoryStorage', 'uploads are held in memory and sent on'],
  ['multer-s3', 'uploads go to S3'],
  ['multer-s3-v3', 'uploads go to S3'],
  ['multer-gridfs-storage.GridFsStorage', 'uploads go to MongoDB'],
  ['multer-storage-cloudinary.CloudinaryStorage', 'uploads go to Cloudinary'],
  ['multer-cloud-storage.storageEngine', 'uploads go to Google Cloud Storage'],
]);

export const UPLOAD_ANCHORS: { readonly javascript: readonly Anchor[]; readonly python: readonly Anchor[] } =
  {
    javascript: [
      { text: 'multer', gate: /multer\s*\(|multerS3\s*\(/iy },
      { text: 'multer', gate: /multer['"]\s*\)\s*\(/iy },
      { text: 'diskStorage', gate: /diskStorage\s*\(/y },
      { text: 'memoryStorage', gate: /memoryStorage\s*\(/y },
      { text: 'GridFsStorage(' },
      { text: 'CloudinaryStorage(' },
      { text: 'MulterModule.register', gate: /MulterModule\.register\s*\(/y },
      { text: 'FileInterceptor', gate: /FileInterceptor\s*\(/y },
      { text: 'FilesInterceptor', gate: /FilesInterceptor\s*\(/y },
      { text: 'formidable', gate: /formidable\s*(?:\.\w+\s*)?\(/iy },
      { text: 'IncomingForm', gate: /IncomingForm\s*\(/y },
      { text: 'koaBody', gate: /koaBody\s*\(/iy },
      { text: 'multiparty', gate: /multiparty\s*(?:\.Form)?\s*\(/iy },
      { text: 'FileUploadHandler', gate: /FileUploadHandler\s*\(/y },
      { text: '.uploadDir', gate: /\.uploadDir\s*=(?!=)/y },
      { text: '.mv', gate: /\.mv\s*\(/y },
    ],
    python: [
      { text: '.save(', before: /[\w\])]$/ },
      { text: 'FileSystemStorage(', before: /(?:^|[^\w])$/ },
    ],
  };
