import { Module } from '@nestjs/common';
import { AssetRepository } from './assets/asset.repository';
import { AssetsController } from './assets/assets.controller';
import { AssetsService } from './assets/assets.service';
import { BundleUpload } from './mitre/bundle-upload';
import { CatalogueQueries } from './mitre/catalogue.queries';
import { MitreCatalogueService } from './mitre/catalogue.service';
import { MitreDetectionRepository } from './mitre/detection.repository';
import { MitreDetectionsController } from './mitre/detections.controller';
import { MitreDetectionsService } from './mitre/detections.service';
import { LayerController } from './mitre/layer.controller';
import { LayerQueries } from './mitre/layer.queries';
import { LayerService } from './mitre/layer.service';
import { MatrixController } from './mitre/matrix.controller';
import { MatrixQueries } from './mitre/matrix.queries';
import { MatrixService } from './mitre/matrix.service';
import { StatisticsController } from './statistics/statistics.controller';
import { StatisticsQueries } from './statistics/statistics.queries';
import { StatisticsService } from './statistics/statistics.service';
import { AcceptanceChores } from './vulnerabilities/acceptance.chores';
import { AssetFollower } from './vulnerabilities/asset-follower';
import { VulnerabilitiesController } from './vulnerabilities/vulnerabilities.controller';
import { VulnerabilitiesService } from './vulnerabilities/vulnerabilities.service';
import { VulnerabilityRepository } from './vulnerabilities/vulnerability.repository';

/** What must be protected, what is wrong with it, and which attacks are watched for. */
@Module({
  imports: [BundleUpload],
  // Paths are tried in this order: `vulnerabilities/stats` is none of the vulnerabilities' ids.
  controllers: [
    StatisticsController,
    AssetsController,
    VulnerabilitiesController,
    MatrixController,
    MitreDetectionsController,
    LayerController,
  ],
  providers: [
    StatisticsService,
    StatisticsQueries,
    AssetsService,
    AssetRepository,
    VulnerabilitiesService,
    VulnerabilityRepository,
    AcceptanceChores,
    AssetFollower,
    MitreCatalogueService,
    CatalogueQueries,
    MatrixService,
    MatrixQueries,
    MitreDetectionsService,
    MitreDetectionRepository,
    LayerService,
    LayerQueries,
  ],
  exports: [StatisticsService],
})
export class SecopsModule {}
