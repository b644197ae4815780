import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { MAX_VIOLATIONS, type Violation } from '../../core/errors/domain-error';
import type { Environment } from '../../core/fields';
import { Pace } from '../../core/queueing/pace';
import { MetricsService, type Point } from '../../infra/metrics';
import { pointId, type PointSeries, SeriesFault, seriesOf } from './series-mapping';
import { unpackSnappy } from './snappy-block';
import { readWriteRequest, type SentSeries } from './write-request';

/** What a request may hold once it is unpacked: its senders pack to a tenth. */
export const MAX_UNPACKED = 64 * 1024 * 1024;

/** What became of a request. */
export interface Written {
  /** Samples that are stored now, whether they came only now or had come before. */
  readonly samples: number;
  readonly refused: number;
  /** What is wrong with those that were refused, of at most as many as an answer names. */
  readonly violations: readonly Violation[];
}

@Injectable()
export class RemoteWriteService {
  constructor(private readonly metrics: MetricsService) {}

  /**
   * Stores the samples of a packed `prometheus.WriteRequest`: all that are valid, once however often they come. What is no
   * finite number is left out and counts as neither written nor refused. Throws InvalidRequest and PayloadTooLarge for what
   * cannot be read, whereupon nothing is stored.
   */
  async write(block: Buffer, fallback: Environment): Promise<Written> {
    const pace = new Pace();
    const intake = new Intake(this.metrics.timeFaults(), boundEnvironment());
    await readWriteRequest(await unpackSnappy(block, MAX_UNPACKED, pace), pace, (sent, index, units) =>
      intake.take(`timeseries.${index}`, sent, seriesOf(sent, fallback, units)),
    );
    const points = intake.points.sort((one, other) => one.timestamp.getTime() - other.timestamp.getTime());
    if (points.length > 0) await this.metrics.ingestNew(points);
    return { samples: intake.written, refused: intake.refused, violations: intake.violations };
  }
}

/** Gathers what can be stored of a request, each sample once. */
class Intake {
  readonly points: Point[] = [];
  readonly violations: Violation[] = [];
  written = 0;
  refused = 0;
  private readonly seen = new Set<string>();

  constructor(
    private readonly timeFault: (time: number) => string | null,
    private readonly bound: Environment | null,
  ) {}

  take(field: string, sent: SentSeries, series: PointSeries | SeriesFault): void {
    const { values, times, histograms } = sent;
    if (series instanceof SeriesFault) return this.refuse(field, series.message, values.length + histograms);
    if (this.bound !== null && series.environment !== this.bound) {
      const why = `is of ${series.environment}: these credentials are bound to the environment ${this.bound}`;
      return this.refuse(field, why, values.length + histograms);
    }
    if (histograms > 0)
      this.refuse(`${field}.histograms`, 'native histograms cannot be kept here', histograms);
    const { digest, ...rest } = series;
    for (const [index, value] of values.entries()) {
      // Not a number marks the end of a series, among others, and is not one that could be kept.
      if (!Number.isFinite(value)) continue;
      const time = times[index];
      const fault = this.timeFault(time);
      if (fault !== null) {
        this.refuse(`${field}.samples.${index}.timestamp`, fault, 1);
        continue;
      }
      this.written += 1;
      const id = pointId(digest, time);
      if (this.seen.has(id)) continue;
      this.seen.add(id);
      this.points.push({ id, ...rest, value, timestamp: new Date(time) });
    }
  }

  private refuse(field: string, message: string, samples: number): void {
    // A series that is wrong is wrong even if it brings nothing.
    this.refused += Math.max(1, samples);
    if (this.violations.length < MAX_VIOLATIONS) this.violations.push({ field, message });
  }
}
