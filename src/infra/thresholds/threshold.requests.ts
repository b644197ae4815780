import { requestOf } from '../../core/fields';
import { Threshold } from './threshold.entity';

const RULE = [
  'metric_name',
  'metric_type',
  'operator',
  'threshold_value',
  'severity',
  'environment',
] as const;
const CHOICES = ['enabled', 'notification_channels', 'cooldown_minutes', 'description'] as const;

/** The Types' ThresholdRequest: a new rule, or all of one that is replaced. */
export class ThresholdRequest extends requestOf(Threshold, { required: RULE, optional: CHOICES }) {}

export class UpdateThresholdRequest extends requestOf(Threshold, { optional: [...RULE, ...CHOICES] }) {}
