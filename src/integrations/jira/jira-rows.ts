import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import type { Row } from '../../core/database/resource';
import { type Incident, IncidentsService, type IncidentStatus, type Severity } from '../../infra/incidents';
import { type Task, type TaskPriority, TasksService, type TaskStatus } from '../../infra/tasks';
import type { IssueName, Tracked } from '../../infra/tracked';
import type { IssueKind, Ours, SyncedField } from './field-mapping';

export type TrackedRow = Row & Tracked & { readonly updated_at: Date };

/** Incidents or tasks, as far as Jira is concerned. */
export interface Rows {
  readonly kind: IssueKind;
  readonly columns: Readonly<Record<SyncedField, string>>;
  find(id: string): Promise<TrackedRow | null>;
  /** Needs an open transaction. Throws NotFound. */
  lock(id: string): Promise<TrackedRow>;
  valuesOf(row: TrackedRow): Ours;
  update(id: string, values: Partial<Ours>): Promise<unknown>;
  nameAs(id: string, issue: IssueName | null): Promise<unknown>;
}

const COLUMNS = {
  title: 'title',
  description: 'description',
  priority: 'priority',
  status: 'status',
} as const;

/** The rows that have issues in Jira, by the names that both kinds have in common. */
@Injectable()
export class JiraRows {
  readonly all: Readonly<Record<IssueKind['resource'], Rows>>;

  constructor(
    private readonly incidents: IncidentsService,
    private readonly tasks: TasksService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.all = { incident: this.ofIncidents(), task: this.ofTasks() };
  }

  private ofIncidents(): Rows {
    const { incidents, config } = this;
    return {
      kind: {
        ...{ resource: 'incident', issueType: config.JIRA_ISSUE_TYPE_INCIDENT, leastDescription: 10 },
        ...{ statuses: config.JIRA_INCIDENT_STATUSES, priorities: config.JIRA_PRIORITIES },
      },
      columns: { ...COLUMNS, priority: 'severity' },
      find: (id) => incidents.find(id),
      lock: (id) => incidents.lock(id),
      valuesOf: (row) => {
        const { title, description, severity, status } = row as Incident;
        return { title, description, priority: severity, status };
      },
      update: (id, { priority, status, ...texts }) =>
        incidents.update(id, {
          ...texts,
          ...(priority === undefined ? {} : { severity: priority as Severity }),
          ...(status === undefined ? {} : { status: status as IncidentStatus }),
        }),
      nameAs: (id, issue) => incidents.nameAs(id, issue),
    };
  }

  private ofTasks(): Rows {
    const { tasks, config } = this;
    return {
      kind: {
        ...{ resource: 'task', issueType: config.JIRA_ISSUE_TYPE_TASK, leastDescription: 1 },
        ...{ statuses: config.JIRA_TASK_STATUSES, priorities: config.JIRA_PRIORITIES },
      },
      columns: COLUMNS,
      find: (id) => tasks.find(id),
      lock: (id) => tasks.lock(id),
      valuesOf: (row) => {
        const { title, description, priority, status } = row as Task;
        return { title, description, priority, status };
      },
      update: (id, { priority, status, ...texts }) =>
        tasks.update(id, {
          ...texts,
          ...(priority === undefined ? {} : { priority: priority as TaskPriority }),
          ...(status === undefined ? {} : { status: status as TaskStatus }),
        }),
      nameAs: (id, issue) => tasks.nameAs(id, issue),
    };
  }
}
