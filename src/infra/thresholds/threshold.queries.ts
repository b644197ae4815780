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
const HOLD = {
  name: 'threshold_hold',
  text: `select ${RULE_COLUMNS} from thresholds t where t.id = any($1::uuid[]) and t.enabled and t.deleted_at is null
    order by t.id for share`,
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

  /**
   * Those of the rules that are in force, as they stand now; they stay so until the open transaction ends. In the order
   * of their ids, so that two who hold rules never wait for each other.
   */
  hold(ids: readonly string[]): Promise<Rule[]> {
    return this.database.query<Rule>(HOLD, [ids]);
  }

  /** The rule, be it in force or not. */
  async rule(id: string): Promise<Rule | undefined> {
    const [rule] = await this.database.query<Rule>(RULE, [id]);
    return rule;
  }
}
