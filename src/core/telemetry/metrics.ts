import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What a metric of several series has: the labels of one of them and its value. */
export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/**
 * What this server tells Prometheus of itself. A metric is declared where the thing that it measures lives; names follow
 * Prometheus: base units, `_total` for what only grows. One registry for each application, as several may live in a process.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  /** All of it in Prometheus' text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  histogram<T extends string>(
    name: string,
    help: string,
    labelNames: readonly T[],
    buckets: readonly number[],
  ): Histogram<T> {
    const registers = [this.registry];
    return new Histogram<T>({ name, help, labelNames: [...labelNames], buckets: [...buckets], registers });
  }

  counter<T extends string>(name: string, help: string, labelNames: readonly T[]): Counter<T> {
    return new Counter<T>({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  /** What only grows, counted by whoever it belongs to and read when it is asked for. */
  total(name: string, help: string, read: () => number): void {
    new Counter({
      ...{ name, help, registers: [this.registry] },
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** What goes up and down, read when it is asked for. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    this.gauges(name, help, [], async () => [[{}, await read()]]);
  }

  /** The same of several series, which are no more when they are not read again. */
  gauges(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: () => Iterable<Sample> | Promise<Iterable<Sample>>,
  ): void {
    new Gauge({
      ...{ name, help, labelNames: [...labelNames], registers: [this.registry] },
      async collect() {
        const samples = await read();
        this.reset();
        if (labelNames.length === 0) this.remove();
        for (const [labels, value] of samples) this.set(labels, value);
      },
    });
  }
}
