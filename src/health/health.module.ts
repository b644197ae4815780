import { Module } from '@nestjs/common';
import { DatabaseCheck } from './database-check';
import { HealthController } from './health.controller';

@Module({ controllers: [HealthController], providers: [DatabaseCheck] })
export class HealthModule {}
