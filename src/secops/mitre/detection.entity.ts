import { Resource, Row } from '../../core/database/resource';
import { Environment, OneOf, Reference, Text, Timestamp } from '../../core/fields';
import { TECHNIQUE_ID } from './catalogue';
import { DetectionSeverity, DetectionStatus } from './detection.enums';

/** Somebody or something was seen using a technique of ATT&CK. */
@Resource<MitreDetection>({ name: 'mitre_detection', table: 'mitre_detections', label: 'technique_id' })
export class MitreDetection extends Row {
  @Text({
    max: 9,
    pattern: TECHNIQUE_ID,
    patternMessage: 'must be the id of a technique such as T1059 or T1059.001',
    filter: true,
    sort: true,
    search: 'A',
    example: 'T1059.001',
  })
  technique_id!: string;

  @Reference({ nullable: true, filter: true, description: 'Where it was seen' })
  asset_id!: string | null;

  @Text({ max: 5_000, search: 'B', example: 'Encoded PowerShell started by the print spooler.' })
  description!: string;

  @OneOf(DetectionSeverity, {
    enumName: 'DetectionSeverity',
    filter: true,
    sort: 'reversed',
    example: 'high',
  })
  severity!: DetectionSeverity;

  @OneOf(DetectionStatus, { enumName: 'DetectionStatus', filter: true, sort: true, example: 'active' })
  status!: DetectionStatus;

  @Timestamp({
    time: true,
    sort: true,
    range: 'detected',
    description: 'Now unless given; at most five minutes ahead',
  })
  detected_at!: Date;

  @Timestamp({ nullable: true, sort: true, range: 'resolved', description: 'Set while it is resolved' })
  resolved_at!: Date | null;

  @OneOf(Environment, {
    enumName: 'Environment',
    nullable: true,
    generated: true,
    filter: true,
    sort: true,
    description: 'That of the asset; null without one',
    example: 'production',
  })
  environment!: Environment | null;

  /** Moves to a status and keeps `resolved_at` true to it, and never before the detection itself. */
  moveTo(status: DetectionStatus, at: Date): void {
    this.status = status;
    if (status === DetectionStatus.resolved) this.resolved_at ??= at;
    else this.resolved_at = null;
    if (this.resolved_at && this.resolved_at < this.detected_at) this.resolved_at = this.detected_at;
  }
}
