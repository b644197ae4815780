export { SopsModule } from './sops.module';
