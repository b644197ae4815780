import { repositoryOf } from '../../core/database/repository-of';
import { daysAfter } from '../../core/time/calendar';
import { Recommendation } from './recommendation.entity';
import type { Known } from './refresh-plan';
import type { Finding, Settled } from './savings-rules';
import { KNOWN, LOCK, SAVINGS_STATEMENTS, TAKE_DAY } from './savings.queries';

export class RecommendationRepository extends repositoryOf(Recommendation) {
  /** Waits until no other look is under way; holds until the open transaction ends. */
  async lockLooks(): Promise<void> {
    await this.tools.database.query(LOCK, []);
  }

  /** True for the first who takes the day; holds if the open transaction commits. */
  async takeDay(day: string): Promise<boolean> {
    return (await this.tools.database.query(TAKE_DAY, [day])).length > 0;
  }

  /** What the rules find in the costs. A null environment is all. */
  async findings(today: string, environment: string | null): Promise<Finding[]> {
    const found: Finding[] = [];
    for (const { found: statement, ofWholeDays } of SAVINGS_STATEMENTS) {
      const day = daysAfter(today, ofWholeDays ? -1 : 0);
      found.push(...(await this.tools.database.query<Finding>(statement, [day, environment])));
    }
    return found;
  }

  /** Open recommendations whose cause is gone. Where data are missing, nothing is gone. */
  async settled(today: string, environment: string | null): Promise<Settled[]> {
    const settled: Settled[] = [];
    for (const { settled: statement, ofWholeDays } of SAVINGS_STATEMENTS) {
      const day = daysAfter(today, ofWholeDays ? -1 : 0);
      settled.push(...(await this.tools.database.query<Settled>(statement, [day, environment])));
    }
    return settled;
  }

  known(environment: string | null): Promise<Known[]> {
    return this.tools.database.query<Known>(KNOWN, [environment]);
  }
}
