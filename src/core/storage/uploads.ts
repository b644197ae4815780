import type { DynamicModule } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { CONFIG, type Config } from '../../config';
import { IncomingEngine } from './incoming.engine';
import { Storage } from './storage';

/** What a form with a file may hold; sizes in bytes. */
export interface UploadLimits {
  readonly fileSize: number;
  /** Fields beside the file, and how large each may be. */
  readonly fields: number;
  readonly fieldSize: number;
  /** Fields and files together. */
  readonly parts: number;
}

/** Has the FileInterceptor of a module take one file a request, to disk as it arrives, however large. */
export const uploads = (limitsOf: (config: Config) => UploadLimits): DynamicModule =>
  MulterModule.registerAsync({
    inject: [CONFIG, Storage],
    useFactory: (config: Config, storage: Storage) => ({
      storage: new IncomingEngine(storage.incoming),
      defParamCharset: 'utf8',
      limits: { ...limitsOf(config), files: 1, headerPairs: 50 },
    }),
  });
