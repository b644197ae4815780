import { InvalidRequest } from '../../core/errors/domain-error';
import { DAY_MS } from '../../core/time/durations';
import type { ReportType } from '../reports/report.enums';
import { periodLengthOf } from './asked-period';
import type { ContentMaker, ContentMakers, ReportPeriod, ReportTask, ReportWish } from './content-makers';
import { checkedParameters, type ParameterRule } from './parameters';
import type { ReportContent } from './report-content';

const DEFAULT_DAYS = 30;

/** What the types of reports share whose parameters have fixed rules. Speaks of the last 30 days unless something is said. */
export abstract class RuledReport implements ContentMaker {
  constructor(
    makers: ContentMakers,
    type: ReportType,
    readonly permission: string,
    private readonly rules: Readonly<Record<string, ParameterRule>>,
  ) {
    makers.define(type, this);
  }

  check(wish: ReportWish): Record<string, unknown> {
    return checkedParameters(this.rules, wish.parameters);
  }

  periodOf({ period, now }: ReportWish): ReportPeriod {
    return periodLengthOf(period, now, DEFAULT_DAYS);
  }

  abstract make(task: ReportTask): Promise<ReportContent>;

  /** Throws InvalidRequest when the wish is for more days; `most` says how many in words. */
  protected refuseLonger(wish: ReportWish, days: number, most: string): void {
    const { start, end } = this.periodOf(wish);
    if (end.getTime() - start.getTime() > days * DAY_MS)
      throw InvalidRequest.field(
        'period_start',
        `period_start must not be more than ${most} before the end of the period`,
      );
  }
}
