import { Injectable } from '@nestjs/common';
import { currentTrace, type Trace, withTrace } from './trace';

/** Names of the semantic conventions of OpenTelemetry. Never what users typed, a query string, a body or a secret. */
export type Attributes = Readonly<Record<string, string | number>>;

export type SpanKind = 'server' | 'client' | 'consumer' | 'internal';

/** A piece of work whose time is being taken. */
export interface OpenSpan extends Trace {
  readonly spanId: string;
  rename(name: string): void;
  describe(attributes: Attributes): void;
  /** With what went wrong, if it is to count as failed. */
  end(failure?: string): void;
}

export interface SpanMaker {
  open(name: string, kind: SpanKind, attributes: Attributes, parent: Trace | null): OpenSpan;
}

/** Takes the time of work for OpenTelemetry. While nobody has asked for traces nothing happens at all. */
@Injectable()
export class Tracing {
  private maker: SpanMaker | null = null;

  get isOn(): boolean {
    return this.maker !== null;
  }

  /** From here on spans are made. */
  use(maker: SpanMaker): void {
    this.maker = maker;
  }

  /** A span that its opener ends; null while nothing is traced. */
  open(name: string, kind: SpanKind, attributes: Attributes, parent: Trace | null): OpenSpan | null {
    return this.maker?.open(name, kind, attributes, parent) ?? null;
  }

  /** Does the work in a span of its own, below that of whoever calls. */
  async span<T>(
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    work: (span: OpenSpan | null) => Promise<T>,
  ): Promise<T> {
    const span = this.open(name, kind, attributes, currentTrace() ?? null);
    if (!span) return work(null);
    try {
      const result = await withTrace(span, () => work(span));
      span.end();
      return result;
    } catch (error) {
      // The class alone: a message may quote what users typed.
      span.end(error instanceof Error ? error.name : 'Error');
      throw error;
    }
  }
}
