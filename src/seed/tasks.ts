import { type Account, responders } from './accounts';
import type { SeedTable } from './bulk-insert';
import { DAY, HOUR, MINUTE, SECOND } from './durations';
import { business } from './incident-times';
import { Deck, Random } from './random';
import { type Environment, SQUADS, type Squad } from './scenarios';
import { WORK } from './tasks-work';

export type TaskStatus = 'todo' | 'in_progress' | 'review' | 'done';
export type TaskPriority = 'critical' | 'high' | 'medium' | 'low';

export interface TaskRow {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly status: TaskStatus;
  readonly priority: TaskPriority;
  readonly squad: Squad;
  readonly assignee: string | null;
  readonly environment: Environment | null;
  readonly estimated_hours: number;
  readonly actual_hours: number | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly due_date: Date;
  readonly completed_at: Date | null;
  readonly tags: readonly string[];
  readonly version: number;
}

export const TASKS: SeedTable<TaskRow> = {
  name: 'tasks',
  columns: {
    id: 'uuid',
    title: 'text',
    description: 'text',
    status: 'text',
    priority: 'text',
    squad: 'text',
    assignee: 'text',
    environment: 'text',
    estimated_hours: 'numeric',
    actual_hours: 'numeric',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    due_date: 'timestamptz',
    completed_at: 'timestamptz',
    tags: 'text[]',
    version: 'integer',
  },
};

const WEEKS = 13;

/** How each squad works: which share of its tasks it finishes, and the hours it then needs of those it estimated. */
const HABITS: Readonly<Record<Squad, { finishes: number; needs: readonly [number, number] }>> = {
  Platform: { finishes: 0.97, needs: [0.95, 1.2] },
  Payments: { finishes: 0.92, needs: [0.85, 1.1] },
  Data: { finishes: 0.8, needs: [0.8, 1.05] },
  Networking: { finishes: 0.85, needs: [0.7, 0.95] },
  Security: { finishes: 0.6, needs: [0.75, 1] },
  Mobile: { finishes: 0.5, needs: [0.6, 0.9] },
};
const PRIORITIES: readonly TaskPriority[] = ['critical', 'high', 'high', 'medium', 'medium', 'medium', 'low'];
const ENVIRONMENTS: readonly (Environment | null)[] = [
  ...(['production', 'production', 'production', 'staging', 'staging', 'development'] as const),
  ...[null, null],
];
/** Weeks until a task is due. */
const TIME_GIVEN: Readonly<Record<TaskPriority, readonly [number, number]>> = {
  critical: [1, 1],
  high: [1, 2],
  medium: [2, 4],
  low: [3, 6],
};
const VERSIONS: Readonly<Record<TaskStatus, number>> = { todo: 1, in_progress: 2, review: 3, done: 4 };

/** Tasks of the thirteen weeks before `now`, oldest first: of every squad at least one a week. */
export function createTasks(now: Date, accounts: readonly Account[]): TaskRow[] {
  const random = new Random('tasks');
  const factory = new TaskFactory(random, now, responders(accounts));
  const extra = new Deck<Squad>(random, SQUADS);
  const drafts = Array.from({ length: WEEKS }, (_, week) =>
    [...SQUADS, extra.draw()].map((squad) => ({ squad, week })),
  );
  return drafts
    .flat()
    .map(({ squad, week }) => factory.create(squad, week))
    .sort((a, b) => a.created_at.getTime() - b.created_at.getTime());
}

class TaskFactory {
  private readonly work: Readonly<Record<Squad, Deck<{ kind: number; name: number }>>>;
  private readonly priorities: Deck<TaskPriority>;
  private readonly environments: Deck<Environment | null>;

  constructor(
    private readonly random: Random,
    private readonly now: Date,
    private readonly people: readonly Account[],
  ) {
    const decks = SQUADS.map((squad) => {
      const cards = WORK[squad].flatMap((_, kind) => [0, 1].map((name) => ({ kind, name })));
      return [squad, new Deck(random, cards)] as const;
    });
    this.work = Object.fromEntries(decks) as typeof this.work;
    this.priorities = new Deck(random, PRIORITIES);
    this.environments = new Deck(random, ENVIRONMENTS);
  }

  /** A task that was created so many weeks ago. */
  create(squad: Squad, week: number): TaskRow {
    const { random, now } = this;
    const { kind, name } = this.work[squad].draw();
    const { title, description, it, hours, tags } = WORK[squad][kind];
    const priority = this.priorities.draw();
    const created_at = this.creationIn(week);
    const estimated_hours = halves(random.integer(hours[0] * 2, hours[1] * 2) / 2);
    const due_date = endOfDay(created_at, random.integer(...TIME_GIVEN[priority]) * 7);
    const { status, since } = this.progress(squad, created_at, due_date);
    const spent = status === 'done' ? HABITS[squad].needs : ([0.2, 0.8] as const);
    return {
      id: random.uuid(),
      title: title.replace('{it}', it[name]),
      description: description.replaceAll('{it}', it[name]).replace(/^./, (first) => first.toUpperCase()),
      status,
      priority,
      squad,
      assignee: status === 'todo' && random.chance(0.6) ? null : this.assigneeOf(squad).name,
      environment: this.environments.draw(),
      estimated_hours,
      actual_hours:
        status === 'todo'
          ? null
          : halves(estimated_hours * (spent[0] + random.next() * (spent[1] - spent[0]))),
      created_at,
      updated_at: since > now ? now : since,
      due_date,
      completed_at: status === 'done' ? since : null,
      tags,
      version: VERSIONS[status],
    };
  }

  private creationIn(week: number): Date {
    for (;;) {
      const age = 10 * MINUTE + (week + this.random.next()) * (7 * DAY - 10 * MINUTE);
      const time = new Date(Math.floor((this.now.getTime() - age) / SECOND) * SECOND);
      if (this.random.chance(business(time))) return time;
    }
  }

  /** How far the task has come, and since when. Most are finished shortly before they are due, some after. */
  private progress(squad: Squad, created: Date, due: Date): { status: TaskStatus; since: Date } {
    const { random, now } = this;
    const at = (share: number): Date => {
      const time = created.getTime() + share * (due.getTime() - created.getTime());
      return new Date(Math.floor(time / SECOND) * SECOND);
    };
    const finished = at(0.3 + 0.8 * random.next());
    if (random.chance(HABITS[squad].finishes) && finished <= now) return { status: 'done', since: finished };
    const started = at(0.05 + 0.3 * random.next());
    if (started > now || random.chance(0.25)) return { status: 'todo', since: created };
    const status = random.chance(0.35) ? 'review' : 'in_progress';
    return { status, since: started };
  }

  private assigneeOf(squad: Squad): Account {
    return this.random.weighted(this.people.map((one) => [one, one.team === squad ? 5 : 2] as const));
  }
}

/** Hours as people write them down, and never none. */
const halves = (hours: number): number => Math.max(0.5, Math.round(hours * 2) / 2);

/** The end of the working day so many days later. */
function endOfDay(from: Date, days: number): Date {
  const midnight = Math.floor(from.getTime() / DAY) * DAY;
  return new Date(midnight + days * DAY + 17 * HOUR);
}
