import type { Config } from '../../config';
import { GcsStorage } from './gcs.storage';
import { LocalStorage } from './local.storage';
import { S3Storage } from './s3.storage';
import type { Storage } from './storage';

/** The storage that is configured. Nothing is loaded or asked before it is used. */
export function storageOf(config: Config): Storage {
  switch (config.STORAGE_TYPE) {
    case 'local':
      return new LocalStorage(config.STORAGE_PATH);
    case 's3':
      return new S3Storage(config);
    case 'gcs':
      return new GcsStorage(config);
  }
}
