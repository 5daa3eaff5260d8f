import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { settings } from './settings';

const client = new S3Client({ region: settings.region });

/** Puts a document into the bucket of the deploy. */
export async function storeDocument(key: string, body: Buffer | string, contentType: string): Promise<void> {
  await client.send(
    new PutObjectCommand({ Bucket: settings.documentBucket, Key: key, Body: body, ContentType: contentType }),
  );
}
