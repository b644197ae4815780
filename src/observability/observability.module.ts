import { Module } from '@nestjs/common';
import { MetricsController } from './metrics.controller';
import { OtlpTracing } from './otlp-tracing';
import { ProcessMetrics } from './process.metrics';
import { ScrapeGuard } from './scrape-guard';

@Module({ controllers: [MetricsController], providers: [ScrapeGuard, ProcessMetrics, OtlpTracing] })
export class ObservabilityModule {}
