export type { Catalogue } from './catalogue';
export { TECHNIQUE_ID } from './catalogue';
export { MAX_BUNDLE_BYTES, readBundleFile } from './bundle-file';
export { type BundleExtract, extractBundle } from './extract-bundle';
export { type BundleContent, readBundle } from './read-bundle';
export { catalogueFile, SHIPPED_REVISION, shippedCatalogue } from './shipped';
