import { repositoryOf } from '../../core/database/repository-of';
import { Sop } from './sop.entity';

const EXISTS = { name: 'sops_exists', text: 'select 1 from sops where id = $1' };

export class SopRepository extends repositoryOf(Sop) {
  /** Whether the id is taken, be it by a row that was removed. */
  async isTaken(id: string): Promise<boolean> {
    return (await this.tools.database.query(EXISTS, [id])).length > 0;
  }
}
