'use strict';

const { PutObjectCommand, S3Client } = require('@aws-sdk/client-s3');

const config = require('../config');

const client = new S3Client({ region: config.media.region });

/** Puts a file that multer holds in memory into the media bucket. */
async function store(key, file) {
  await client.send(new PutObjectCommand({
    Bucket: config.media.bucket,
    Key: key,
    Body: file.buffer,
    ContentType: file.mimetype,
  }));
}

module.exports = { store };
