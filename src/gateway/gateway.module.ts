import { Module } from '@nestjs/common';
import { EventsGateway } from './events.gateway';
import { Resume } from './resume';

@Module({ providers: [EventsGateway, Resume] })
export class GatewayModule {}
