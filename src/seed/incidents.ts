import { type Account, responders } from './accounts';
import type { SeedTable } from './bulk-insert';
import { DAY } from './durations';
import { type FieldChange, type Step, planHistory } from './incident-history';
import { creationTimes } from './incident-times';
import { Deck, Random } from './random';
import {
  type Environment,
  SCENARIOS,
  type Scenario,
  SEVERITIES,
  type Severity,
  SQUADS,
  type Squad,
  type Status,
} from './scenarios';
import { drawValues, render, type Values } from './template';

export interface IncidentRow {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly squad: Squad;
  readonly environment: Environment;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly resolved_at: Date | null;
  readonly assignee: string | null;
  readonly tags: readonly string[];
  readonly affected_services: readonly string[];
  readonly root_cause: string | null;
  readonly resolution: string | null;
  readonly version: number;
}

/** An incident with what else has to fit it: evidence and audit rows. */
export interface SeedIncident {
  readonly row: IncidentRow;
  readonly scenario: Scenario;
  readonly values: Values;
  readonly reporter: Account;
  readonly history: readonly Step[];
}

export const INCIDENTS: SeedTable<IncidentRow> = {
  name: 'incidents',
  columns: {
    id: 'uuid',
    title: 'text',
    description: 'text',
    severity: 'text',
    status: 'text',
    squad: 'text',
    environment: 'text',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    resolved_at: 'timestamptz',
    assignee: 'text',
    tags: 'text[]',
    affected_services: 'text[]',
    root_cause: 'text',
    resolution: 'text',
    version: 'integer',
  },
};

export interface IncidentOptions {
  readonly count: number;
  readonly now: Date;
  readonly accounts: readonly Account[];
  /** Other names give other incidents. */
  readonly stream: string;
}

/** Incidents of the twelve weeks before `now`, oldest first. */
export function createIncidents({ count, now, accounts, stream }: IncidentOptions): SeedIncident[] {
  const random = new Random(stream);
  const factory = new IncidentFactory(random, now, responders(accounts));
  // Newest first: the decks begin with one of each severity, and severe incidents are open only while they are new.
  return creationTimes(random, count, now)
    .reverse()
    .map((at) => factory.create(at))
    .reverse();
}

const SQUAD_SHARES: Readonly<Record<Squad, number>> = {
  Platform: 3,
  Payments: 2,
  Data: 2,
  Networking: 2,
  Security: 2,
  Mobile: 1,
};
const SEVERITY_SHARES: Readonly<Record<Status, Readonly<Record<Severity, number>>>> = {
  open: { critical: 1, high: 2, medium: 3, low: 2 },
  investigating: { critical: 2, high: 3, medium: 2, low: 1 },
  resolved: { critical: 1, high: 3, medium: 4, low: 2 },
  closed: { critical: 1, high: 3, medium: 4, low: 2 },
};
const ENVIRONMENT_SHARES: Readonly<Record<Environment, number>> = {
  production: 7,
  staging: 2,
  development: 1,
};

/** How many of the incidents of that age, in days, are still worked on. */
const STILL_ACTIVE: readonly (readonly [days: number, share: number])[] = [
  [1, 0.92],
  [3, 0.75],
  [7, 0.55],
  [14, 0.35],
  [28, 0.15],
  [Infinity, 0.04],
];
/** No severe incident stays unsolved for longer, in days. */
const ACTIVE_AT_MOST: Readonly<Record<Severity, number>> = {
  critical: 3,
  high: 10,
  medium: Infinity,
  low: Infinity,
};

const OUTSIDE_PRODUCTION: Readonly<Record<Exclude<Environment, 'production'>, readonly string[]>> = {
  staging: [
    'Only staging is affected, but the next release of the squad waits for it.',
    'It was found in staging during the weekly load test; production looks healthy.',
    'No customer is affected: so far this happens in staging only.',
  ],
  development: [
    'Only the development environment is affected; the squad works around it.',
    'It happens in development only, and blocks two colleagues who test there.',
  ],
};

class IncidentFactory {
  private readonly squads: Deck<Squad>;
  private readonly environments: Deck<Environment>;
  private readonly severities: Readonly<Record<Status, Deck<Severity>>>;
  private readonly scenarios: Readonly<Record<string, Deck<Scenario>>>;

  constructor(
    private readonly random: Random,
    private readonly now: Date,
    private readonly people: readonly Account[],
  ) {
    this.squads = new Deck(random, repeated(SQUAD_SHARES));
    this.environments = new Deck(random, repeated(ENVIRONMENT_SHARES));
    this.severities = {
      open: new Deck(random, repeated(SEVERITY_SHARES.open), SEVERITIES),
      investigating: new Deck(random, repeated(SEVERITY_SHARES.investigating), SEVERITIES),
      resolved: new Deck(random, repeated(SEVERITY_SHARES.resolved), SEVERITIES),
      closed: new Deck(random, repeated(SEVERITY_SHARES.closed), SEVERITIES),
    };
    this.scenarios = Object.fromEntries(SQUADS.map((squad) => [squad, new Deck(random, SCENARIOS[squad])]));
  }

  create(createdAt: Date): SeedIncident {
    const { random, now } = this;
    const status = this.statusAt(createdAt);
    const severity = this.severityOf(status, createdAt);
    const squad = this.squads.draw();
    const environment = this.environments.draw((name) => severity !== 'critical' || name !== 'development');
    const scenario = this.scenarios[squad].draw(
      (one) => one.severities.includes(severity) && (environment === 'production' || !one.productionOnly),
    );
    const values = drawValues(random, scenario.values, environment);
    const reporter = random.pick(this.people);
    const history = planHistory(random, {
      createdAt,
      now,
      severity,
      status,
      assignee: this.assigneeOf(squad),
      reporter,
      root_cause: render(scenario.root_cause, values),
      resolution: render(scenario.resolution, values),
    });
    const end = state(history);
    const row: IncidentRow = {
      id: random.uuid(),
      title: render(random.pick(scenario.titles), values),
      description: this.description(scenario, values, environment),
      severity,
      status,
      squad,
      environment,
      created_at: createdAt,
      updated_at: history.at(-1)?.at ?? createdAt,
      resolved_at: (end.get('resolved_at') as Date | undefined) ?? null,
      assignee: (end.get('assignee') as string | undefined) ?? null,
      tags: scenario.tags,
      affected_services: this.affected(scenario, values),
      root_cause: (end.get('root_cause') as string | undefined) ?? null,
      resolution: (end.get('resolution') as string | undefined) ?? null,
      version: 1 + history.length,
    };
    return { row, scenario, values, reporter, history };
  }

  private statusAt(createdAt: Date): Status {
    const days = this.ageInDays(createdAt);
    const active = STILL_ACTIVE.find(([limit]) => days < limit)![1];
    if (this.random.chance(active))
      return this.random.chance(days < 1 ? 0.55 : 0.4) ? 'open' : 'investigating';
    if (days < 3) return 'resolved';
    return this.random.chance(days < 28 ? 0.55 : 0.8) ? 'closed' : 'resolved';
  }

  private severityOf(status: Status, createdAt: Date): Severity {
    const settled = status === 'resolved' || status === 'closed';
    const days = this.ageInDays(createdAt);
    return this.severities[status].draw((severity) => settled || days < ACTIVE_AT_MOST[severity]);
  }

  private assigneeOf(squad: Squad): Account {
    const weight = (one: Account): number => (one.team === squad ? 5 : one.role === 'admin' ? 1 : 2);
    return this.random.weighted(this.people.map((one) => [one, weight(one)] as const));
  }

  private description(scenario: Scenario, values: Values, environment: Environment): string {
    const impact =
      environment === 'production' ? scenario.impact : this.random.pick(OUTSIDE_PRODUCTION[environment]);
    return `${render(scenario.description, values)} ${render(impact, values)}`;
  }

  private affected(scenario: Scenario, values: Values): string[] {
    const others = scenario.services.slice(0, this.random.integer(1, scenario.services.length));
    return [...new Set(values['svc'] ? [values['svc'], ...others] : others)];
  }

  private ageInDays(createdAt: Date): number {
    return (this.now.getTime() - createdAt.getTime()) / DAY;
  }
}

/** The values that the fields of an incident end up with. */
function state(history: readonly Step[]): Map<FieldChange['field'], unknown> {
  return new Map(history.flatMap((step) => step.changes).map((change) => [change.field, change.new_value]));
}

/** Each name as often as its share says. */
function repeated<T extends string>(shares: Readonly<Record<T, number>>): T[] {
  return (Object.entries(shares) as [T, number][]).flatMap(([name, share]) => Array<T>(share).fill(name));
}
