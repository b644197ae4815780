import 'reflect-metadata';
import { Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { DataSource } from 'typeorm';
import { required } from './environment';
import { POOL_SIZE } from './incident';
import { AuditLog, Incident, OutboxEvent } from './tutorial/entities';
import { IncidentsController } from './tutorial/incidents.controller';
import { IncidentsService } from './tutorial/incidents.service';
import { JwtStrategy } from './tutorial/jwt.strategy';

// NestJS as the tutorials teach it: entities through TypeORM's find(), class-transformer on every answer, passport on
// every request, a validation pipe, and a TypeORM transaction around three save() calls.

const database = {
  provide: DataSource,
  useFactory: () =>
    new DataSource({
      type: 'postgres',
      url: required('DATABASE_URL'),
      poolSize: POOL_SIZE,
      entities: [Incident, AuditLog, OutboxEvent],
    }).initialize(),
};

@Module({
  imports: [PassportModule],
  controllers: [IncidentsController],
  providers: [database, IncidentsService, JwtStrategy],
})
class TutorialModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create(TutorialModule, { logger: ['error', 'warn'] });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
  await app.listen(Number(required('PORT')), '127.0.0.1');
}

void main();
