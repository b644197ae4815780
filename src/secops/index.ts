export { SecopsModule } from './secops.module';
