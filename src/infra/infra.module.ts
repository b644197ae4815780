import { Module } from '@nestjs/common';
import { uploads } from '../core/storage/uploads';
import { AlertingModule } from './alerting.module';
import { EvidenceChores } from './evidence/evidence.chores';
import { EvidenceController } from './evidence/evidence.controller';
import { EvidenceRepository } from './evidence/evidence.repository';
import { EvidenceService } from './evidence/evidence.service';
import { IncidentRepository } from './incidents/incident.repository';
import { IncidentsController } from './incidents/incidents.controller';
import { IncidentsService } from './incidents/incidents.service';
import { MetricChores } from './metrics/metric.chores';
import { MetricNews } from './metrics/metric-news';
import { MetricRepository } from './metrics/metric.repository';
import { MetricsController } from './metrics/metrics.controller';
import { MetricsService } from './metrics/metrics.service';
import { TimeSeriesQueries } from './metrics/time-series.queries';
import { UntoldSeries } from './metrics/untold-series';
import { NotificationsModule } from './notifications/notifications.module';
import { SlaController } from './sla/sla.controller';
import { SlaQueries } from './sla/sla.queries';
import { SlaService } from './sla/sla.service';
import { TaskRepository } from './tasks/task.repository';
import { TasksController } from './tasks/tasks.controller';
import { TasksService } from './tasks/tasks.service';

@Module({
  imports: [
    NotificationsModule,
    AlertingModule,
    uploads(({ UPLOAD_MAX_BYTES }) => ({
      fileSize: UPLOAD_MAX_BYTES,
      fields: 20,
      fieldSize: 1024 * 1024,
      parts: 25,
    })),
  ],
  controllers: [IncidentsController, EvidenceController, TasksController, SlaController, MetricsController],
  providers: [
    IncidentsService,
    IncidentRepository,
    EvidenceService,
    EvidenceRepository,
    EvidenceChores,
    TasksService,
    TaskRepository,
    SlaService,
    SlaQueries,
    MetricsService,
    MetricRepository,
    UntoldSeries,
    MetricNews,
    MetricChores,
    TimeSeriesQueries,
  ],
  exports: [IncidentsService, TasksService, EvidenceService, SlaService, MetricsService],
})
export class InfraModule {}
