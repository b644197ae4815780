export { InfraModule } from './infra.module';
