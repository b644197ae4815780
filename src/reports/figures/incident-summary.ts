import { Injectable } from '@nestjs/common';
import { Environment } from '../../core/fields';
import { Severity } from '../../infra/incidents';
import { BUCKET_AXIS, bucketSizeOf, bucketsOf } from './buckets';
import { ContentMakers, type ReportTask } from './content-makers';
import { IncidentFigureQueries } from './incident-figures.queries';
import {
  openSection,
  severitySection,
  squadSection,
  statusSection,
  summaryOf,
  trendSection,
} from './incident-sections';
import { choice, text, whole } from './parameters';
import type { ReportContent } from './report-content';
import { restrictionOf } from './restriction';
import { RuledReport } from './ruled-report';

const RULES = {
  environment: choice(Environment),
  squad: text(),
  severity: choice(Severity),
  top: whole(1, 50),
};
const DEFAULT_TOP = 10;

/** What happened in a period, how long it took, and what is still open. */
@Injectable()
export class IncidentSummary extends RuledReport {
  constructor(
    private readonly queries: IncidentFigureQueries,
    makers: ContentMakers,
  ) {
    super(makers, 'incident_summary', 'read:incidents', RULES);
  }

  async make(task: ReportTask): Promise<ReportContent> {
    const { parameters, environment, moment } = task;
    const period = task.period!;
    const {
      squad = null,
      severity = null,
      top = DEFAULT_TOP,
    } = parameters as {
      squad?: string;
      severity?: string;
      top?: number;
    };
    const scope = { period, environment, squad, severity };
    const size = bucketSizeOf(period);
    const groups = await this.queries.groups(scope);
    const trend = await this.queries.trend(scope, size);
    task.signal.throwIfAborted();
    const open = await this.queries.longestOpen(scope, top);
    return {
      title: 'Incident summary',
      subtitle: restrictionOf(task, ['squad', 'severity']),
      facts: [],
      summary: summaryOf(groups, open.all, moment, open.rows[0]),
      sections: [
        trendSection(trend, bucketsOf(period, moment), BUCKET_AXIS[size]),
        severitySection(groups),
        statusSection(groups),
        squadSection(groups, top),
        openSection(open, moment),
      ],
    };
  }
}
