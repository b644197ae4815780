import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { isDatabaseUnavailable } from '../../core/errors/describe-error';
import { InvalidRequest, NotFound, type Violation } from '../../core/errors/domain-error';
import { type CsvExport, FileDownload, type Page, type StoredRow } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import type { IncomingFile } from '../../core/storage/incoming.engine';
import { Storage } from '../../core/storage/storage';
import { IncidentsService } from '../incidents';
import { Evidence } from './evidence.entity';
import { EvidenceRepository } from './evidence.repository';
import type { UploadEvidenceRequest } from './evidence.requests';
import { checkFile, safeFileName } from './file-check';

/** Where in the storage the files are. */
export const FILE_FOLDER = 'evidence';

@Injectable()
export class EvidenceService {
  constructor(
    private readonly evidence: EvidenceRepository,
    private readonly incidents: IncidentsService,
    private readonly storage: Storage,
    private readonly work: UnitOfWork,
  ) {}

  async list(incidentKey: string, query: ListQuery): Promise<Page | CsvExport> {
    return this.evidence.list(query, { incident_id: await this.incidents.idOf(incidentKey) });
  }

  /** Stores the evidence and its file, both or neither. */
  async upload(
    incidentKey: string,
    request: UploadEvidenceRequest,
    file: IncomingFile | undefined,
    uploadedBy: string,
  ): Promise<StoredRow> {
    const id = randomUUID();
    let key: string | null = null;
    try {
      const incidentId = await this.incidents.idOf(incidentKey);
      const evidence = draft(id, incidentId, request, file, uploadedBy);
      if (file) {
        evidence.file_name = safeFileName(file.originalname);
        evidence.file_type = await checkFile(file.path, evidence.file_name);
        key = evidence.file_key = `${FILE_FOLDER}/${incidentId}/${id}`;
        await this.storage.put(key, file);
      }
      return await this.work.run(async () => {
        // The lock puts the events of one incident in the order of their commits.
        await this.incidents.lock(incidentId);
        const stored = await this.evidence.add(evidence);
        await this.incidents.announce(incidentId);
        return stored;
      });
    } catch (error) {
      // When the answer to the commit is lost, the row may be there. A file without a row is removed later.
      if (key && !isDatabaseUnavailable(error)) await this.storage.discard(key);
      throw error;
    }
  }

  /** The stored file. Throws NotFound also for evidence without a file. */
  async download(incidentKey: string, id: string): Promise<FileDownload> {
    const evidence = await this.find(incidentKey, id);
    const { file_key, file_name, file_type, file_size, file_sha256 } = evidence;
    if (file_key === null)
      throw new NotFound(
        'file',
        id,
        'This evidence is text and has no file.',
        'Read the field content of the evidence.',
      );
    const expected = { size: file_size!, sha256: file_sha256 };
    return new FileDownload(file_name!, file_type!, file_size!, () => this.storage.open(file_key, expected));
  }

  /** Removes the evidence from every read. Its file is kept, as its row is: evidence is not destroyed by a click. */
  async remove(incidentKey: string, id: string): Promise<void> {
    const { incident_id } = await this.find(incidentKey, id);
    await this.work.run(async () => {
      await this.evidence.remove(id);
      await this.incidents.announce(incident_id);
    });
  }

  private async find(incidentKey: string, id: string): Promise<Evidence> {
    const incidentId = await this.incidents.idOf(incidentKey);
    const evidence = await this.evidence.find(id);
    if (evidence?.incident_id !== incidentId) throw new NotFound('evidence', id);
    return evidence;
  }
}

function draft(
  id: string,
  incidentId: string,
  request: UploadEvidenceRequest,
  file: IncomingFile | undefined,
  uploadedBy: string,
): Evidence {
  const { title, evidence_type, metadata = null } = request;
  const type = request.type ?? evidence_type;
  const violations: Violation[] = [];
  if (!type) violations.push({ field: 'type', message: 'type must be given' });
  if (request.type && evidence_type && request.type !== evidence_type) {
    violations.push({ field: 'evidence_type', message: 'evidence_type must agree with type' });
  }
  if (request.incident_id && request.incident_id.toLowerCase() !== incidentId) {
    violations.push({ field: 'incident_id', message: 'incident_id must agree with the path' });
  }
  if (!file && !request.content)
    violations.push({ field: 'content', message: 'content or a file must be given' });
  if (violations.length > 0) throw new InvalidRequest(violations);
  return Object.assign(new Evidence(), {
    id,
    incident_id: incidentId,
    title,
    type,
    content: request.content ?? '',
    metadata,
    uploaded_by: uploadedBy,
    file_size: file?.size ?? null,
    file_sha256: file?.sha256 ?? null,
  });
}
