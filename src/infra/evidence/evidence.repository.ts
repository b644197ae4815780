import { repositoryOf } from '../../core/database/repository-of';
import { Evidence } from './evidence.entity';

const FILES_IN_USE = {
  name: 'evidence_files_in_use',
  text: 'select file_key from evidence where id = any($1) and file_key is not null',
};

export class EvidenceRepository extends repositoryOf(Evidence) {
  /** The stored files of these rows. Those of removed rows count: they are kept. */
  async filesOf(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.tools.database.query<{ file_key: string }>(FILES_IN_USE, [ids]);
    return new Set(rows.map(({ file_key }) => file_key));
  }
}
