import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { CONFIG, type Config } from '../config';
import { IncomingEngine } from '../core/storage/incoming.engine';
import { Storage } from '../core/storage/storage';
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
    MulterModule.registerAsync({
      inject: [CONFIG, Storage],
      useFactory: (config: Config, storage: Storage) => ({
        storage: new IncomingEngine(storage.incoming),
        defParamCharset: 'utf8',
        limits: {
          fileSize: config.IMPORT_MAX_BYTES,
          files: 1,
          fields: 5,
          parts: 8,
          fieldSize: 1024,
          headerPairs: 50,
        },
      }),
    }),
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
