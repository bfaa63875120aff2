import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { BlobStorage } from './storage/blob-storage.ts';
import { diskStorage } from './storage/disk-storage.ts';
import { s3Client } from './storage/s3-client.ts';
import { s3Storage } from './storage/s3-storage.ts';

/** Where the settings say blobs are: the data folder, or an object store. */
export function openBlobStorage(config: Pick<Config, 'blobsS3' | 'dataDir'>): BlobStorage {
  return config.blobsS3 === undefined
    ? diskStorage(join(config.dataDir, 'blobs'))
    : s3Storage(s3Client(config.blobsS3));
}
