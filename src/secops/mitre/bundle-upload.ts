import { uploads } from '../../core/storage/uploads';
import { MAX_BUNDLE_BYTES } from './catalogue';

export const BundleUpload = uploads(() => ({
  fileSize: MAX_BUNDLE_BYTES,
  fields: 20,
  fieldSize: 10_000,
  parts: 25,
}));
