import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Principal } from '../../core/access/principal';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { isDatabaseUnavailable } from '../../core/errors/describe-error';
import { InvalidRequest } from '../../core/errors/domain-error';
import type { StoredRow } from '../../core/http/answers';
import type { Environment } from '../../core/fields';
import { safeFileName } from '../../core/storage/file-name';
import type { IncomingFile } from '../../core/storage/incoming.engine';
import { Storage } from '../../core/storage/storage';
import { CostImport } from './cost-import.entity';
import { ImportFormat, ImportMode, ImportStatus } from './cost-import.enums';
import { CostImportRepository } from './cost-import.repository';
import { Importer } from './importer';
import { checkUpload } from './upload-check';

/** Where in the storage the files are. */
export const FILE_FOLDER = 'imports';

@Injectable()
export class ImportsService extends ResourceService<CostImport> {
  constructor(
    private readonly imports: CostImportRepository,
    private readonly importer: Importer,
    private readonly storage: Storage,
    private readonly work: UnitOfWork,
  ) {
    super(imports);
  }

  /**
   * Takes the file in and has it imported. Throws InvalidRequest and UnsupportedMediaType for what is no file of costs at
   * first sight; all else is told by the import.
   */
  async accept(
    file: IncomingFile | undefined,
    mode: unknown,
    { userId, userName, environment }: Principal,
    isPacked: boolean,
  ): Promise<StoredRow> {
    if (!file)
      throw InvalidRequest.field('file', 'a CSV file must be given: as the body, or as `file` of a form');
    const isGzip = await checkUpload(file, isPacked);
    const id = randomUUID();
    const draft = Object.assign(new CostImport(), {
      ...{ id, status: ImportStatus.queued, format: ImportFormat.focus, mode: modeOf(mode) },
      ...{
        file_name: safeFileName(file.originalname) || null,
        bytes: file.size,
        percentage: 0,
        rows_read: 0,
      },
      ...{
        violation_count: 0,
        violations: [],
        attempts: 0,
        is_gzip: isGzip,
        file_key: `${FILE_FOLDER}/${id}`,
        file_sha256: file.sha256,
      },
      ...{ imported_by: userName, user_id: userId, environment: environment as Environment | null },
    });
    try {
      await this.storage.put(draft.file_key, file);
      return await this.work.run(async () => {
        const stored = await this.imports.add(draft);
        await this.importer.queue([id]);
        return stored;
      });
    } catch (error) {
      // When the answer to the commit is lost, the row may be there. A file without a row is set aside later.
      if (!isDatabaseUnavailable(error)) await this.storage.discard(draft.file_key);
      throw error;
    }
  }
}

function modeOf(text: unknown): ImportMode {
  if (text === undefined) return ImportMode.replace;
  const mode = Object.values(ImportMode).find((known) => known === text);
  if (!mode)
    throw InvalidRequest.field('mode', `mode must be one of ${Object.values(ImportMode).join(', ')}`);
  return mode;
}
