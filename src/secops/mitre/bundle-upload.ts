import { MulterModule } from '@nestjs/platform-express';
import { IncomingEngine } from '../../core/storage/incoming.engine';
import { Storage } from '../../core/storage/storage';
import { MAX_BUNDLE_BYTES } from './catalogue';

/** How bundles are received: to disk as they arrive, however large. */
export const BundleUpload = MulterModule.registerAsync({
  inject: [Storage],
  useFactory: (storage: Storage) => ({
    storage: new IncomingEngine(storage.incoming),
    defParamCharset: 'utf8',
    limits: {
      fileSize: MAX_BUNDLE_BYTES,
      files: 1,
      fields: 20,
      parts: 25,
      fieldSize: 10_000,
      headerPairs: 50,
    },
  }),
});
