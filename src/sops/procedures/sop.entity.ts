import { Resource, Row } from '../../core/database/resource';
import {
  CreatedAt,
  field,
  Integer,
  Internal,
  OneOf,
  Text,
  TextList,
  Timestamp,
  UpdatedAt,
} from '../../core/fields';
import { nextVersion } from './semantic-version';
import { SopCategory, SopStatus } from './sop.enums';
import { AuthorCannotApprove, SopArchived, SopHasChanged, SopStatusConflict } from './sop.errors';
import { differingFields, isSubstance, type SopSnapshot, type VersionedField } from './sop-snapshot';
import { SopStep } from './sop-step';

/** Characters; a text search vector holds about as many. */
export const MAX_CONTENT = 100_000;

/** Who acts. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A standard operating procedure. */
@Resource<Sop>({ name: 'sop', table: 'sops', label: 'title' })
export class Sop extends Row {
  @Text({ min: 3, max: 200, sort: true, search: 'A', example: 'Fail over the primary database' })
  title!: string;

  @OneOf(SopCategory, { enumName: 'SopCategory', filter: true, sort: true, example: 'backup_recovery' })
  category!: SopCategory;

  @Text({ max: 5_000, search: 'B', example: 'When the primary is lost, or must be taken out of service.' })
  description!: string;

  @Text({
    max: MAX_CONTENT,
    search: 'C',
    bulky: true,
    description: 'Markdown as it was written; GET /sops/{id}/html gives it rendered and safe to show',
    example: '## When\n\nThe primary does not answer for two minutes.',
  })
  content!: string;

  @field(
    'json',
    { search: 'D', bulky: true, description: 'In their order' },
    { type: 'jsonb' },
    { type: SopStep, isArray: true },
    [],
  )
  steps!: SopStep[];

  @Text({ max: 100, filter: true, sort: true, description: 'Who keeps it up to date', example: 'Data' })
  owner!: string;

  @TextList({ nullable: true, filter: 'reviewer', example: ['Demo Admin'] })
  reviewers!: string[] | null;

  @Text({ as: 'version', description: 'Semantic: grows with every change of what it says', example: '1.2.0' })
  semantic_version!: string;

  @OneOf(SopStatus, { enumName: 'SopStatus', filter: true, sort: true, example: 'approved' })
  status!: SopStatus;

  @TextList({ nullable: true, filter: 'tag', search: 'A', example: ['postgres', 'failover'] })
  tags!: string[] | null;

  @TextList({ nullable: true, maxLength: 500, example: ['Access to the bastion host'] })
  prerequisites!: string[] | null;

  @Integer({ nullable: true, min: 1, max: 10_080, sort: true, description: 'Minutes', example: 30 })
  estimated_duration!: number | null;

  @Timestamp({ nullable: true, generated: true, sort: true, range: 'executed' })
  last_executed_at!: Date | null;

  @Integer({ generated: true, sort: true, example: 4 })
  execution_count!: number;

  @CreatedAt()
  created_at!: Date;

  @UpdatedAt()
  updated_at!: Date;

  @Timestamp({
    nullable: true,
    sort: true,
    range: 'approved',
    description: 'Null unless approved or archived',
  })
  approved_at!: Date | null;

  @Text({ nullable: true, max: 200, filter: true, example: 'Demo Admin' })
  approved_by!: string | null;

  @Text({ max: 200, filter: true, description: 'Who wrote what it says last', example: 'Demo Engineer' })
  author!: string;

  /** Users who wrote any of what it says since it was last approved. */
  @Internal('text_list')
  author_ids!: string[];

  /**
   * Says other things from now on: gives what has changed, and nothing is new if nothing has. What people act upon gives the
   * next minor version, which needs a review of its own; anything else the next patch. Throws SopArchived.
   */
  revise(to: Partial<SopSnapshot>, by: Person): VersionedField[] {
    const changed = differingFields(this, to);
    if (changed.length === 0) return changed;
    if (this.status === SopStatus.archived) throw new SopArchived();
    for (const field of changed) Object.assign(this, { [field]: to[field] });
    if (!changed.some(isSubstance)) {
      this.semantic_version = nextVersion(this.semantic_version, 'patch');
      return changed;
    }
    this.semantic_version = nextVersion(this.semantic_version, 'minor');
    // What was approved is no longer what it says; until then everyone who wrote of it is an author.
    const authors = this.status === SopStatus.approved ? [] : this.author_ids;
    this.author_ids = [...new Set([...authors, by.id])];
    this.author = by.name;
    this.status = SopStatus.draft;
    this.approved_at = this.approved_by = null;
    return changed;
  }

  /** Throws SopHasChanged if a version is given that is not the present one. */
  expect(version?: string | null): void {
    if (version && version !== this.semantic_version) throw new SopHasChanged(this.semantic_version, version);
  }

  submit(): void {
    this.step(SopStatus.draft, SopStatus.review);
  }

  /** Throws AuthorCannotApprove. */
  approve(by: Person, at: Date): void {
    this.step(SopStatus.review, SopStatus.approved);
    if (this.author_ids.includes(by.id)) throw new AuthorCannotApprove();
    this.approved_at = at;
    this.approved_by = by.name;
  }

  archive(): void {
    this.step(SopStatus.approved, SopStatus.archived);
  }

  /** Throws SopStatusConflict. */
  private step(from: SopStatus, to: SopStatus): void {
    if (this.status !== from) throw new SopStatusConflict(this.status, to, from);
    this.status = to;
  }
}
