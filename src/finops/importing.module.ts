import { Module } from '@nestjs/common';
import { uploads } from '../core/storage/uploads';
import { NotificationsModule } from '../infra';
import { CostExportController } from './exports/cost-export.controller';
import { CostExportQueries } from './exports/cost-export.queries';
import { CostExportService } from './exports/cost-export.service';
import { CostImportQueries } from './imports/cost-import.queries';
import { CostImportRepository } from './imports/cost-import.repository';
import { ImportChores } from './imports/import.chores';
import { ImportNews } from './imports/import-news';
import { Importer } from './imports/importer';
import { ImportsController } from './imports/imports.controller';
import { ImportsService } from './imports/imports.service';
import { PublicationQueries } from './imports/publication.queries';

/** Costs as files: in, and out again. */
@Module({
  imports: [
    NotificationsModule,
    uploads(({ IMPORT_MAX_BYTES }) => ({
      fileSize: IMPORT_MAX_BYTES,
      fields: 5,
      fieldSize: 1024,
      parts: 8,
    })),
  ],
  controllers: [ImportsController, CostExportController],
  providers: [
    ImportsService,
    CostImportRepository,
    CostImportQueries,
    PublicationQueries,
    Importer,
    ImportNews,
    ImportChores,
    CostExportService,
    CostExportQueries,
  ],
})
export class ImportingModule {}
