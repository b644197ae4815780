import { type DynamicModule, Module } from '@nestjs/common';
import { AdminModule } from './admin/admin.module';
import { AuthModule } from './auth/auth.module';
import { User } from './auth';
import type { Config } from './config';
import { CoreModule } from './core/core.module';
import { GatewayModule } from './gateway/gateway.module';
import { HealthModule } from './health/health.module';
import { Evidence } from './infra/evidence/evidence.entity';
import { Incident } from './infra/incidents/incident.entity';
import { InfraModule } from './infra/infra.module';

/** Every resource of the product. */
export const ENTITIES = [User, Incident, Evidence];

@Module({})
export class AppModule {
  static with(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CoreModule.with({ config, databaseUrl, entities: ENTITIES }),
        AuthModule,
        InfraModule,
        AdminModule,
        GatewayModule,
        HealthModule,
      ],
    };
  }
}
