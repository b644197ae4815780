import { Resource, Row } from '../../core/database/resource';
import { CreatedAt, Currency, Decimal, Internal, OneOf, Text, Timestamp, UpdatedAt } from '../../core/fields';
import { CostEnvironment } from '../costs';
import { RecommendationPriority, RecommendationStatus, RecommendationType } from './recommendation.enums';
import { InvalidTransition } from './recommendation.errors';

const { pending, in_progress, completed, dismissed } = RecommendationStatus;

/** What can follow on what. A closed one must be taken up again before it is closed in another way. */
const NEXT: Readonly<Record<RecommendationStatus, readonly RecommendationStatus[]>> = {
  pending: [in_progress, completed, dismissed],
  in_progress: [pending, completed, dismissed],
  completed: [pending, in_progress],
  dismissed: [pending, in_progress],
};

/** Where money can be saved, and what became of it. */
@Resource<Recommendation>({ name: 'recommendation', table: 'recommendations', label: 'title' })
export class Recommendation extends Row {
  @OneOf(RecommendationType, {
    ...{ enumName: 'RecommendationType', filter: true, sort: true },
    example: 'idle_resource',
  })
  type!: RecommendationType;

  @Text({ sort: true, search: 'A', example: 'web-1 (EC2) is idle' })
  title!: string;

  @Text({
    search: 'B',
    description: 'The figures that it follows from, and how the savings were reckoned',
    example:
      'web-1 cost 140.00 USD in the 14 days from 2026-10-24 to 2026-11-06 and was not used in any of them.',
  })
  description!: string;

  @Decimal({ precision: 24, sort: true, example: 300, description: 'In a month of 30 days' })
  potential_savings!: number;

  @Currency()
  currency!: string;

  @OneOf(RecommendationPriority, {
    ...{ enumName: 'RecommendationPriority', filter: true, sort: 'reversed' },
    description: 'high from savings of 500, medium from 100, else low',
  })
  priority!: RecommendationPriority;

  @OneOf(RecommendationStatus, { enumName: 'RecommendationStatus', filter: true, sort: true })
  status!: RecommendationStatus;

  @Text({ nullable: true, max: 500, filter: true, search: 'C', example: 'i-0a1b2c3d4e5f' })
  resource_id!: string | null;

  @Text({ nullable: true, max: 200, filter: true, example: 'instance' })
  resource_type!: string | null;

  @OneOf(CostEnvironment, {
    ...{ enumName: 'CostEnvironment', nullable: true, filter: true, sort: true },
    example: 'production',
  })
  environment!: CostEnvironment | null;

  @Text({ nullable: true, max: 200, filter: true, sort: true, example: 'EC2' })
  service!: string | null;

  @Text({
    ...{ nullable: true, max: 2_000, search: 'D', example: 'Kept as a warm standby.' },
    description: 'Why it was closed, or what else is to be said of it',
  })
  note!: string | null;

  @CreatedAt()
  created_at!: Date;

  @UpdatedAt()
  updated_at!: Date;

  @Timestamp({ nullable: true, sort: true, range: 'completed', description: 'Set while it is completed' })
  completed_at!: Date | null;

  @Internal('timestamp', { nullable: true })
  dismissed_at!: Date | null;

  /** Which rule found it; null for those that were not found in the costs. */
  @Internal('text', { nullable: true })
  rule!: string | null;

  /** Decimal text. */
  @Internal('decimal', { nullable: true })
  baseline!: string | null;

  @Internal('day', { nullable: true })
  baseline_end!: string | null;

  get isOpen(): boolean {
    return this.status === pending || this.status === in_progress;
  }

  /** Moves to a status and keeps `completed_at` and `dismissed_at` true to it. Throws InvalidTransition. */
  moveTo(status: RecommendationStatus, at: Date): void {
    if (status === this.status) return;
    if (!NEXT[this.status].includes(status)) {
      throw new InvalidTransition(this.status, status, NEXT[this.status]);
    }
    this.status = status;
    this.completed_at = status === completed ? at : null;
    this.dismissed_at = status === dismissed ? at : null;
  }

  /** Closes it because what it was about is over. */
  settle(note: string, at: Date): void {
    this.moveTo(completed, at);
    this.note = this.note === null ? note : `${this.note}\n${note}`;
  }
}
