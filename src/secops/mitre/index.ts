export { MitreDetection } from './detection.entity';
export { DetectionSeverity, DetectionStatus } from './detection.enums';
export { shippedCatalogue } from './catalogue';
export { loadShippedCatalogue } from './load-shipped';
export { MitreCatalogueService } from './catalogue.service';
