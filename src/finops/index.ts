export { FinopsModule } from './finops.module';
