import { Injectable } from '@nestjs/common';
import type { CsvExport, Page } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { MatrixQueries } from './matrix.queries';

@Injectable()
export class MatrixService {
  constructor(private readonly queries: MatrixQueries) {}

  tactics(query: ListQuery): Promise<Page | CsvExport> {
    return this.queries.tactics(query);
  }

  /** Detections that the caller may not see are not counted. */
  techniques(query: ListQuery): Promise<Page | CsvExport> {
    return this.queries.techniques(query);
  }
}
