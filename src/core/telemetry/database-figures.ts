import { Injectable } from '@nestjs/common';
import { isAnswer, WatchConnection } from '../database/watch-connection';
import { SECOND_MS } from '../time/durations';
import { Metrics, type Sample } from './metrics';

/** Several Prometheus servers, or a stranger with the token, ask the database no more often than that. */
const FRESH_MS = 5 * SECOND_MS;
/** A scrape waits no longer for it, whatever the database does. */
const PATIENCE_MS = 1_500;

export interface Figure {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  /** A SELECT of `labels` (jsonb of text, or null) and `value` (double precision), cheap however much there is. */
  readonly sql: string;
}

interface Row {
  readonly name: string;
  readonly labels: Record<string, string> | null;
  readonly value: number;
}

interface Reading {
  readonly isUp: boolean;
  readonly samples: ReadonlyMap<string, Sample[]>;
}

/**
 * Figures that stand in the database, and so are the same on every instance: all of them in one statement, when they are
 * asked for. While the database is away they are missing, and `ops_database_up` says why.
 */
@Injectable()
export class DatabaseFigures {
  private readonly figures: Figure[] = [];
  private reading?: Promise<Reading>;
  private kept?: Reading;
  private keptAt = -Infinity;

  constructor(
    private readonly connection: WatchConnection,
    private readonly metrics: Metrics,
  ) {
    metrics.gauge('ops_database_up', 'Whether PostgreSQL answers this instance: 1 or 0.', async () =>
      Number((await this.read()).isUp),
    );
  }

  declare(figure: Figure): void {
    this.figures.push(figure);
    this.metrics.gauges(figure.name, figure.help, figure.labels ?? [], async () => {
      const { samples } = await this.read();
      return samples.get(figure.name) ?? [];
    });
  }

  private read(): Promise<Reading> {
    if (this.kept && performance.now() - this.keptAt < FRESH_MS) return Promise.resolve(this.kept);
    return (this.reading ??= this.ask().finally(() => (this.reading = undefined)));
  }

  private async ask(): Promise<Reading> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), PATIENCE_MS)));
    try {
      const rows = await Promise.race([this.select(), patience]);
      if (!rows) return NOTHING;
      this.keptAt = performance.now();
      return (this.kept = { isUp: true, samples: byName(rows) });
    } catch (error) {
      // Not kept: the next scrape asks again. Ended because it took too long: it is there, but busy or locked.
      return { ...NOTHING, isUp: isAnswer(error) };
    } finally {
      clearTimeout(timer);
    }
  }

  private select(): Promise<Row[]> {
    const parts = this.figures.map(({ name, sql }) => `select '${name}' as name, f.* from (${sql}) f`);
    return this.connection.query<Row>(parts.join(' union all ') || 'select where false');
  }
}

const NOTHING: Reading = { isUp: false, samples: new Map() };

function byName(rows: readonly Row[]): Map<string, Sample[]> {
  const samples = new Map<string, Sample[]>();
  for (const { name, labels, value } of rows)
    samples.set(name, [...(samples.get(name) ?? []), [labels ?? {}, value]]);
  return samples;
}
