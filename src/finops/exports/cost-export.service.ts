import { Injectable } from '@nestjs/common';
import type { CsvExport } from '../../core/http/answers';
import { dayOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import { CostExportQueries } from './cost-export.queries';
import type { ExportQuery } from './export-query';

@Injectable()
export class CostExportService {
  constructor(
    private readonly costs: CostExportQueries,
    private readonly clock: Clock,
  ) {}

  /** The costs as a FOCUS file. */
  export({ conditions }: ExportQuery): Promise<CsvExport> {
    return this.costs.focus(conditions, `costs-focus-${dayOf(this.clock.now())}.csv`);
  }
}
