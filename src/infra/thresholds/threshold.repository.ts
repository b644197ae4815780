import { repositoryOf } from '../../core/database/repository-of';
import { Threshold } from './threshold.entity';

export class ThresholdRepository extends repositoryOf(Threshold) {}
