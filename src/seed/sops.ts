import type { PoolClient } from 'pg';
import { type Person, Sop, type SopStep, snapshotOf, summaryOf, VERSIONED } from '../sops/procedures';
import { type Account, responders } from './accounts';
import { bulkInsert, type SeedTable } from './bulk-insert';
import { DAY, HOUR, MINUTE } from './durations';
import { Random } from './random';
import { type Change, type Procedure, PROCEDURES, type Step, type Text } from './sops/index';

type SopRow = Pick<
  Sop,
  | (typeof VERSIONED)[number]
  | 'id'
  | 'semantic_version'
  | 'status'
  | 'author'
  | 'author_ids'
  | 'approved_by'
  | 'approved_at'
  | 'created_at'
  | 'updated_at'
  | 'version'
>;

interface SopVersionRow {
  readonly id: string;
  readonly sop_id: string;
  readonly number: number;
  readonly semantic_version: string;
  readonly author: string;
  readonly changed_fields: readonly string[];
  readonly summary: string;
  readonly snapshot: object;
  approved_at: Date | null;
  approved_by: string | null;
  readonly created_at: Date;
}

const SOPS: SeedTable<SopRow> = {
  name: 'sops',
  columns: {
    ...{ id: 'uuid', title: 'text', category: 'text', description: 'text', content: 'text', steps: 'jsonb' },
    ...{ owner: 'text', reviewers: 'text[]', semantic_version: 'text', status: 'text', tags: 'text[]' },
    ...{ prerequisites: 'text[]', estimated_duration: 'integer', author: 'text', author_ids: 'text[]' },
    ...{ approved_by: 'text', approved_at: 'timestamptz', created_at: 'timestamptz' },
    ...{ updated_at: 'timestamptz', version: 'integer' },
  },
};
const SOP_VERSIONS: SeedTable<SopVersionRow> = {
  name: 'sop_versions',
  columns: {
    ...{ id: 'uuid', sop_id: 'uuid', number: 'integer', semantic_version: 'text', author: 'text' },
    ...{ changed_fields: 'text[]', summary: 'text', snapshot: 'jsonb', approved_at: 'timestamptz' },
    ...{ approved_by: 'text', created_at: 'timestamptz' },
  },
};

/** Procedures that have lived as any others do: written, submitted, approved, changed, each by somebody. */
export function createSops(
  now: Date,
  accounts: readonly Account[],
): { sops: SopRow[]; versions: SopVersionRow[] } {
  const random = new Random('sops');
  const people = responders(accounts);
  const approver = people.find(({ role }) => role === 'admin') ?? people[0];
  const writers = people.filter((one) => one !== approver);
  const lives = PROCEDURES.map((procedure) => {
    const squad = writers.filter(({ team }) => team === procedure.text.owner);
    const author = random.pick(squad.length > 0 ? squad : writers);
    return new Life(random, now, procedure, author, approver).live();
  });
  return { sops: lives.map(({ sop }) => sop), versions: lives.flatMap(({ versions }) => versions) };
}

/** Stores the SOPs and all their versions. Gives how many SOPs. */
export async function addSops(client: PoolClient, now: Date, accounts: readonly Account[]): Promise<number> {
  const { sops, versions } = createSops(now, accounts);
  await bulkInsert(client, SOPS, sops);
  await bulkInsert(client, SOP_VERSIONS, versions);
  return sops.length;
}

type State = Omit<Text, 'steps'> & { readonly steps: SopStep[] };

class Life {
  private readonly versions: SopVersionRow[] = [];
  private readonly sop = new Sop();

  constructor(
    private readonly random: Random,
    private readonly now: Date,
    private readonly procedure: Procedure,
    private readonly author: Person,
    private readonly approver: Person,
  ) {}

  live(): { sop: SopRow; versions: SopVersionRow[] } {
    const { sop, author, procedure } = this;
    const { text, changes, status, writtenDaysAgo } = procedure;
    const states: State[] = [{ ...text, steps: numbered(text.steps.map((step) => this.stored(step))) }];
    for (const { before } of changes.toReversed()) states.unshift(previous(states[0], before));
    const [first, ...later] = states;
    const written = this.workday(writtenDaysAgo);
    Object.assign(sop, {
      ...{ ...first, id: this.random.uuid(), reviewers: [this.approver.name], semantic_version: '1.0.0' },
      ...{ status: 'draft', author: author.name, author_ids: [author.id], version: 1 },
      ...{ approved_at: null, approved_by: null, created_at: written, updated_at: written },
    });
    this.keep([...VERSIONED], 'Written', written);
    let last = writtenDaysAgo;
    later.forEach((state, at) => {
      this.approve(last - 2);
      const before = sop.steps;
      const changed = sop.revise(state, author);
      last = changes[at].daysAgo;
      this.keep(changed, summaryOf(changed, before, sop.steps), this.moved(last));
    });
    if (status === 'approved' || status === 'archived') this.approve(last - 2);
    if (status === 'review') this.moved(last - 1, () => sop.submit());
    if (status === 'archived') this.moved(last - 30, () => sop.archive());
    return { sop, versions: this.versions };
  }

  private approve(daysAgo: number): void {
    const { sop, approver } = this;
    if (sop.status !== 'draft') return;
    this.moved(daysAgo + 1, () => sop.submit());
    const at = this.workday(daysAgo);
    this.moved(daysAgo, () => sop.approve(approver, at), at);
    Object.assign(this.versions.at(-1)!, { approved_at: at, approved_by: approver.name });
  }

  private moved(daysAgo: number, change = (): void => undefined, at = this.workday(daysAgo)): Date {
    change();
    this.sop.version += 1;
    this.sop.updated_at = at;
    return at;
  }

  private keep(changed_fields: readonly string[], summary: string, created_at: Date): void {
    const { sop, versions, random, author } = this;
    versions.push({
      ...{ id: random.uuid(), sop_id: sop.id, number: versions.length + 1 },
      ...{ semantic_version: sop.semantic_version, author: author.name, changed_fields, summary },
      ...{ snapshot: snapshotOf(sop), approved_at: null, approved_by: null, created_at },
    });
  }

  private stored({ title, description, command, expected_result, warning }: Step): SopStep {
    return {
      ...{ id: this.random.uuid(), order: 0, title, description, command: command ?? null },
      ...{ expected_result: expected_result ?? null, warning: warning ?? null, screenshot_url: null },
    };
  }

  /** Some moment of that day on which people work. */
  private workday(daysAgo: number): Date {
    const midnight = Math.floor((this.now.getTime() - daysAgo * DAY) / DAY) * DAY;
    return new Date(midnight + 8 * HOUR + this.random.integer(0, 8 * 60 - 1) * MINUTE);
  }
}

/** What was said before a change. */
function previous(state: State, { without = [], steps: words = {}, ...fields }: Change['before']): State {
  const steps = state.steps
    .filter(({ title }) => !without.includes(title))
    .map((step): SopStep => {
      const was = Object.entries(words[step.title] ?? {}).map(([field, value]) => [field, value ?? null]);
      return { ...step, ...(Object.fromEntries(was) as Partial<SopStep>) };
    });
  return { ...state, ...fields, steps: numbered(steps) };
}

const numbered = (steps: readonly SopStep[]): SopStep[] =>
  steps.map((step, at) => ({ ...step, order: at + 1 }));
