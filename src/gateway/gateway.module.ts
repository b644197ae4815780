import { Module } from '@nestjs/common';
import { EventsGateway } from './events.gateway';
import { GatewayMetrics } from './gateway.metrics';
import { Resume } from './resume';

@Module({ providers: [EventsGateway, Resume, GatewayMetrics] })
export class GatewayModule {}
