import type { Type } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { SelectQueryBuilder } from 'typeorm';
import { currentActor } from '../audit/audit-actor';
import { boundEnvironment } from '../context/bound-environment';
import { demandVersion } from '../context/precondition';
import { requestContext } from '../context/request-context';
import { ForeignEnvironment, NotFound } from '../errors/domain-error';
import { type FieldDefinition, publicName } from '../fields/field';
import { type CsvExport, type Page, StoredRow } from '../http/answers';
import type { ListQuery } from '../lists/list-query';
import { type BulkChange, bulkInsertStatement, bulkUpdateStatement } from './bulk-statements';
import {
  announceStatement,
  type AuditWords,
  type BoundStatement,
  type ChangeNote,
  insertStatement,
  updateStatement,
} from './change-statements';
import { chunksOf } from './chunks';
import { changedFields, describeChanges, snapshot } from './changes';
import type { Statement } from './database';
import type { RepositoryTools } from './repository-tools';
import { type ResourceSpec, type Row, specOf } from './resource';
import type { RowChange } from './row-followers';
import { quoted, wireRow } from './wire';

/**
 * The one way in which rows change. Each change writes, in the same transaction, its audit row with the diff and, if the
 * resource declares events, its outbox row. Callers that are bound to an environment see and touch only its rows.
 */
export abstract class AuditedRepository<T extends Row> {
  protected readonly spec: ResourceSpec<T>;
  private readonly reads = new Map<string, Statement>();

  protected constructor(
    entity: Type<T>,
    protected readonly tools: RepositoryTools,
  ) {
    this.spec = specOf(entity);
  }

  /** Inserts the row. One round trip. Gives the row as it is now stored. */
  async add(row: T): Promise<StoredRow> {
    this.refuseForeignEnvironment(row);
    const changes = describeChanges(this.spec.insertColumns, null, snapshot(this.spec.insertColumns, row));
    const adding = (): Promise<StoredRow> =>
      this.execute(insertStatement(this.spec, row, this.note(row, changes, '')));
    if (!this.tools.followers.follow(this.spec.name)) return adding();
    return this.tools.database.transaction(async () => {
      const added = await adding();
      await this.tellFollowers([{ action: 'created', row, fields: [] }]);
      return added;
    });
  }

  /**
   * Locks the row, lets `mutate` change it, and saves what differs. Nothing changed: nothing written, nothing said.
   * Throws NotFound, and PreconditionFailed when the request's If-Match no longer fits. `words` are for a change that the
   * audit log has a name of its own for, such as an approval.
   */
  async change(
    key: string,
    mutate: (row: T) => void | Promise<void>,
    words?: AuditWords,
  ): Promise<StoredRow> {
    return this.tools.database.transaction(async () => {
      const row = await this.lock(key);
      const before = snapshot(this.spec.fields, row);
      await mutate(row);
      const after = snapshot(this.spec.fields, row);
      const changed = changedFields(this.spec.changeColumns, before, after);
      if (changed.length === 0) return this.read(row.id);
      this.refuseForeignEnvironment(row);
      const named = changed.map(publicName).join(', ');
      const note = this.note(row, describeChanges(this.spec.fields, before, after), `: ${named}`);
      const saved = await this.execute(
        updateStatement(this.spec, 'updated', row, changed, { ...note, words }),
      );
      await this.tellFollowers([{ action: 'updated', row, fields: changed.map(({ name }) => name) }]);
      return saved;
    });
  }

  /**
   * Inserts many rows, each with its own audit row and event, in their order; all of them or none. One round trip for each
   * 1,000 rows. For imports and the like: a single row goes by `add`.
   */
  async addAll(rows: readonly T[]): Promise<void> {
    for (const row of rows) this.refuseForeignEnvironment(row);
    const { insertColumns } = this.spec;
    await this.tools.database.transaction(async () => {
      for (const chunk of chunksOf(rows)) {
        const changes = chunk.map((row): BulkChange => {
          const described = describeChanges(insertColumns, null, snapshot(insertColumns, row));
          return { row, note: this.note(row, described, '') };
        });
        await this.executeAll(bulkInsertStatement(this.spec, changes));
        await this.tellFollowers(chunk.map((row) => ({ action: 'created', row, fields: [] })));
      }
      if (rows.length > 0) this.tellWhenCommitted();
    });
  }

  /**
   * Locks these rows, lets `mutate` change each, and saves what differs, each with its own audit row and event; all of them
   * or none. For each 1,000 rows one round trip to lock them and one for each set of fields that change alike. Gives the
   * rows that were changed, ordered by id. Ids of no row are left out. If-Match is not asked: it speaks of the one row
   * that the path names.
   */
  async changeAll(ids: Iterable<string>, mutate: (row: T) => void): Promise<T[]> {
    const changed: T[] = [];
    await this.tools.database.transaction(async () => {
      // In one order, so that two who change the same rows never wait for each other in a circle.
      for (const chunk of chunksOf([...new Set(ids)].sort())) {
        const told: RowChange[] = [];
        const alike = new Map<string, { fields: FieldDefinition[]; changes: BulkChange[] }>();
        for (const row of await this.lockAll(chunk)) {
          const before = snapshot(this.spec.fields, row);
          mutate(row);
          const after = snapshot(this.spec.fields, row);
          const fields = changedFields(this.spec.changeColumns, before, after);
          if (fields.length === 0) continue;
          this.refuseForeignEnvironment(row);
          const named = fields.map(publicName).join(', ');
          const note = this.note(row, describeChanges(this.spec.fields, before, after), `: ${named}`);
          const group = alike.get(named) ?? { fields, changes: [] };
          group.changes.push({ row, note });
          alike.set(named, group);
          changed.push(row);
          told.push({ action: 'updated', row, fields: fields.map(({ name }) => name) });
        }
        for (const { fields, changes } of alike.values())
          await this.executeAll(bulkUpdateStatement(this.spec, fields, changes));
        await this.tellFollowers(told);
      }
      if (changed.length > 0) this.tellWhenCommitted();
    });
    return changed;
  }

  /** Removes the row from every read; it stays in the table. Gives the row as it was. */
  async remove(key: string): Promise<T> {
    return this.tools.database.transaction(async () => {
      const row = await this.lock(key);
      const before = snapshot(this.spec.fields, row);
      row.deleted_at = new Date();
      const changed = this.spec.insertColumns.filter((field) => field.name === 'deleted_at');
      const note = this.note(row, describeChanges(changed, before, snapshot(changed, row)), '');
      await this.execute(updateStatement(this.spec, 'deleted', row, changed, note));
      await this.tellFollowers([{ action: 'deleted', row, fields: [] }]);
      return row;
    });
  }

  /** Raises the row's `updated` event because something that belongs to it has changed. Needs an open transaction. */
  async announce(id: string): Promise<void> {
    const row = await this.lock(id);
    const { text, values } = announceStatement(this.spec, row, this.note(row, '[]', ''));
    await this.tools.database.query({ text }, values);
    this.tellWhenCommitted();
  }

  /** The row as it leaves. Throws NotFound. */
  async read(key: string): Promise<StoredRow> {
    const column = this.keyColumn(key);
    const environment = this.boundEnvironment();
    const values: unknown[] = [key, this.baseUrl()];
    if (environment !== null) values.push(environment);
    const [found] = await this.tools.database.query<StoredRow>(
      this.readStatement(column, environment !== null),
      values,
    );
    if (!found) throw new NotFound(this.spec.name, key);
    return new StoredRow(found.id, found.json, found.version);
  }

  /** The row as an entity, or null. */
  async find(key: string): Promise<T | null> {
    return this.load(key, false);
  }

  /** The row as an entity, locked until the open transaction ends. Throws NotFound. */
  async lock(key: string): Promise<T> {
    const row = await this.load(key, true);
    if (!row) throw new NotFound(this.spec.name, key);
    demandVersion(row.version);
    return row;
  }

  list(query: ListQuery, equals?: Partial<Record<keyof T & string, unknown>>): Promise<Page | CsvExport> {
    const scope = { equals, environment: this.boundEnvironment(), baseUrl: this.baseUrl() };
    return this.tools.lists.answer(this.spec, query, scope);
  }

  private execute(statement: BoundStatement): Promise<StoredRow> {
    return this.tools.database.query<StoredRow>(statement, statement.values).then(([saved]) => {
      this.tellWhenCommitted();
      return new StoredRow(saved.id, saved.json, saved.version);
    });
  }

  private async executeAll({ values, ...statement }: BoundStatement): Promise<void> {
    await this.tools.database.query(statement, values);
  }

  private async load(key: string, lock: boolean): Promise<T | null> {
    const query = this.living(this.keyCondition(this.keyColumn(key), ':key'), { key });
    if (lock) query.setLock('pessimistic_write');
    return query.getOne();
  }

  private lockAll(ids: readonly string[]): Promise<T[]> {
    const query = this.living('r.id = any(:ids)', { ids });
    return query.orderBy('r.id').setLock('pessimistic_write').getMany();
  }

  /** Rows that the caller may see. */
  private living(condition: string, values: object): SelectQueryBuilder<T> {
    const query = this.tools.database.manager
      .createQueryBuilder(this.spec.entity, 'r')
      .where(`${condition} and r.deleted_at is null`, values);
    const environment = this.boundEnvironment();
    return environment === null
      ? query
      : query.andWhere(`${this.spec.environment!('r')} = :environment`, { environment });
  }

  private keyColumn(key: string): string {
    if (isUUID(key)) return 'id';
    const { alternateKey } = this.spec;
    if (alternateKey?.pattern.test(key)) return alternateKey.column;
    throw new NotFound(this.spec.name, key);
  }

  private keyCondition(column: string, value: string): string {
    const { alternateKey } = this.spec;
    const isNow = `r.${quoted(column)} = ${value}`;
    if (column !== alternateKey?.column || !alternateKey.formerly) return isNow;
    return `(${isNow} or r.${quoted(alternateKey.formerly)} = ${value})`;
  }

  private readStatement(column: string, bound: boolean): Statement {
    const name = `read_${this.spec.table}_${column}${bound ? '_bound' : ''}`;
    let statement = this.reads.get(name);
    if (!statement) {
      const json = wireRow(this.spec, 'r', () => '$2::text');
      // $2 is named even where no field needs the base URL, so that all reads take the same values.
      const text =
        `select r.id, r.version, ${json}::text as json from ${this.spec.table} r ` +
        `where ${this.keyCondition(column, '$1')} and r.deleted_at is null and $2::text is not null` +
        (bound ? ` and ${this.spec.environment!('r')} = $3` : '');
      this.reads.set(name, (statement = { name, text }));
    }
    return statement;
  }

  private boundEnvironment(): string | null {
    return this.spec.environment ? boundEnvironment() : null;
  }

  private refuseForeignEnvironment(row: T): void {
    const bound = this.boundEnvironment();
    if (bound === null || !('environment' in row)) return;
    if (row.environment !== bound) throw new ForeignEnvironment(bound);
  }

  private note(row: T, changes: string, suffix: string): ChangeNote {
    const { events } = this.spec;
    return {
      auditId: this.tools.auditIds.draw(),
      actor: currentActor(),
      baseUrl: this.baseUrl(),
      changes,
      event: events
        ? { channels: events.channels(row), environment: events.environment?.(row) ?? null }
        : null,
      suffix,
    };
  }

  private async tellFollowers(changes: readonly RowChange[]): Promise<void> {
    if (changes.length > 0) await this.tools.followers.follow(this.spec.name)?.(changes);
  }

  private baseUrl(): string {
    // What is kept ready depends on nothing but the row.
    if (this.spec.keepsWire) return '';
    return requestContext.current()?.baseUrl ?? '';
  }

  private tellWhenCommitted(): void {
    this.tools.database.afterCommit(() => this.tools.signal.committed(this.spec.name));
  }
}
