import { requestOf } from '../../core/fields';
import { MitreDetection } from './detection.entity';

export class CreateMitreDetectionRequest extends requestOf(MitreDetection, {
  required: ['technique_id', 'description', 'severity'],
  optional: ['asset_id', 'status', 'detected_at'],
}) {}

export class UpdateMitreDetectionRequest extends requestOf(MitreDetection, {
  optional: ['technique_id', 'asset_id', 'description', 'severity', 'status', 'detected_at'],
}) {}
