import { repositoryOf } from '../../core/database/repository-of';
import { MitreDetection } from './detection.entity';

const HOLD_TECHNIQUE = {
  name: 'mitre_technique_hold',
  text: `select 1 from mitre_techniques where id = $1 and deleted_at is null and not retired for key share`,
};

export class MitreDetectionRepository extends repositoryOf(MitreDetection) {
  /** Whether the technique is a current one; no import takes it away until the open transaction ends. */
  async holdTechnique(id: string): Promise<boolean> {
    return (await this.tools.database.query(HOLD_TECHNIQUE, [id])).length > 0;
  }
}
