export type { Catalogue } from './catalogue';
export { TECHNIQUE_ID } from './catalogue';
export { extractInThread, MAX_BUNDLE_BYTES } from './bundle-thread';
export { type BundleContent, readBundle } from './read-bundle';
export { catalogueFile, SHIPPED_REVISION, shippedCatalogue } from './shipped';
