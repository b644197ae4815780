import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import type { Threshold } from './threshold.entity';

/** Which points a rule is for. */
export type Scope = Pick<Threshold, 'id' | 'metric_name' | 'environment'>;

/** A rule as far as its alerts need it. */
export type Rule = Pick<
  Threshold,
  | 'id'
  | 'metric_name'
  | 'metric_type'
  | 'operator'
  | 'threshold_value'
  | 'severity'
  | 'environment'
  | 'cooldown_minutes'
  | 'notification_channels'
  | 'description'
  | 'created_by_id'
>;

const RULE_COLUMNS = `t.id, t.metric_name, t.metric_type, t.operator, t.threshold_value, t.severity, t.environment,
  t.cooldown_minutes, t.notification_channels, t.description, t.created_by_id`;

const SCOPES = {
  name: 'threshold_scopes',
  text: `select id, metric_name, environment from thresholds where enabled and deleted_at is null order by id`,
};
/**
 * Not locks of the rows: whoever shares one of those is let past those that wait to change it, and while measurements
 * keep coming nobody could change a rule. These queue in turn. They stand for some rules each, as a batch may concern more
 * rules than there is room for locks.
 */
const IN_USE = 7_468;
const bucket = (id: string): string => `hashtext(${id}) & 63`;
const SHARE = {
  name: 'threshold_share',
  text: `select pg_advisory_xact_lock_shared(${IN_USE}, b.bucket) from (
    select distinct ${bucket('w.id')} as bucket from unnest($1::text[]) as w(id) order by bucket) b`,
};
const SEIZE = { name: 'threshold_seize', text: `select pg_advisory_xact_lock(${IN_USE}, ${bucket('$1')})` };
const NAMED = 7_469;
const CLAIM = { name: 'threshold_claim', text: `select pg_advisory_xact_lock(${NAMED}, hashtext($1))` };
const COUNT = {
  name: 'threshold_count',
  text: `select count(*)::int as count from thresholds where metric_name = $1 and deleted_at is null`,
};
const IN_FORCE = {
  name: 'threshold_in_force',
  text: `select ${RULE_COLUMNS} from thresholds t where t.id = any($1::uuid[]) and t.enabled and t.deleted_at is null
    order by t.id`,
};
const RULE = { name: 'threshold_rule', text: `select ${RULE_COLUMNS} from thresholds t where t.id = $1` };

/** What evaluation asks of rules; whoever calls for it, rules of all environments count. */
@Injectable()
export class ThresholdQueries {
  constructor(private readonly database: Database) {}

  /** Of every rule that is in force. */
  scopes(): Promise<Scope[]> {
    return this.database.query<Scope>(SCOPES, []);
  }

  /** Those of the rules that are in force, as they stand now; they stay so until the open transaction ends. */
  async hold(ids: readonly string[]): Promise<Rule[]> {
    await this.database.query(SHARE, [ids]);
    return this.database.query<Rule>(IN_FORCE, [ids]);
  }

  /**
   * Waits until nobody holds the rule, and lets nobody hold it until the open transaction ends. To be done before its row
   * is locked. The id may be any text.
   */
  async seize(id: string): Promise<void> {
    await this.database.query(SEIZE, [id.toLowerCase()]);
  }

  /** How many rules a metric has; nobody else can ask until the open transaction ends. */
  async claim(metric_name: string): Promise<number> {
    await this.database.query(CLAIM, [metric_name]);
    const [{ count }] = await this.database.query<{ count: number }>(COUNT, [metric_name]);
    return count;
  }

  /** The rule, be it in force or not. */
  async rule(id: string): Promise<Rule | undefined> {
    const [rule] = await this.database.query<Rule>(RULE, [id]);
    return rule;
  }
}
