import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { CONFIG, type Config } from '../config';
import { IncomingEngine } from '../core/storage/incoming.engine';
import { Storage } from '../core/storage/storage';
import { EvidenceChores } from './evidence/evidence.chores';
import { EvidenceController } from './evidence/evidence.controller';
import { EvidenceRepository } from './evidence/evidence.repository';
import { EvidenceService } from './evidence/evidence.service';
import { IncidentRepository } from './incidents/incident.repository';
import { IncidentsController } from './incidents/incidents.controller';
import { IncidentsService } from './incidents/incidents.service';

@Module({
  imports: [
    MulterModule.registerAsync({
      inject: [CONFIG, Storage],
      useFactory: (config: Config, storage: Storage) => ({
        storage: new IncomingEngine(storage.incoming),
        defParamCharset: 'utf8',
        limits: {
          fileSize: config.UPLOAD_MAX_BYTES,
          files: 1,
          fields: 20,
          parts: 25,
          fieldSize: 1024 * 1024,
          headerPairs: 50,
        },
      }),
    }),
  ],
  controllers: [IncidentsController, EvidenceController],
  providers: [IncidentsService, IncidentRepository, EvidenceService, EvidenceRepository, EvidenceChores],
  exports: [IncidentsService],
})
export class InfraModule {}
