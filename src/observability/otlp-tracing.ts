import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Span, SpanContext, Tracer } from '@opentelemetry/api';
import type { SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace-node';
import { randomUUID } from 'node:crypto';
import { CONFIG, type Config } from '../config';
import type { Trace } from '../core/telemetry/trace';
import { type OpenSpan, type SpanKind, type SpanMaker, Tracing } from '../core/telemetry/tracing';
import { OutageLog } from './outage-log';

/** What waits for the collector is no more than this; the rest is dropped. */
const MAX_WAITING_SPANS = 4_096;
const BATCH = 512;
const EVERY_MS = 2_000;
/** One attempt, and what is left when the server stops. */
const EXPORT_MS = 3_000;
const FAREWELL_MS = 1_500;
/** ExportResultCode of OpenTelemetry, whose package is not loaded for it. */
const SUCCESS = 0;

/** Sends spans to an OpenTelemetry collector. Its packages are loaded only when there is one. */
@Injectable()
export class OtlpTracing implements OnModuleInit, OnApplicationShutdown {
  private processor?: SpanProcessor;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tracing: Tracing,
  ) {}

  async onModuleInit(): Promise<void> {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = this.config;
    if (endpoint === '') return;
    const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-proto'),
      import('@opentelemetry/resources'),
    ]);
    const exporter = new OTLPTraceExporter({
      ...{ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, headers, timeoutMillis: EXPORT_MS },
    });
    this.processor = new sdk.BatchSpanProcessor(watched(exporter, new OutageLog()), {
      ...{ maxQueueSize: MAX_WAITING_SPANS, maxExportBatchSize: BATCH },
      ...{ scheduledDelayMillis: EVERY_MS, exportTimeoutMillis: EXPORT_MS },
    });
    const provider = new sdk.BasicTracerProvider({
      resource: resourceFromAttributes({
        'service.name': this.config.OTEL_SERVICE_NAME,
        'service.instance.id': randomUUID(),
      }),
      sampler: new sdk.ParentBasedSampler({
        root: new sdk.TraceIdRatioBasedSampler(this.config.OTEL_TRACES_SAMPLER_ARG),
      }),
      spanProcessors: [this.processor],
    });
    this.tracing.use(new OtlpSpans(api, provider.getTracer('ops-control-center')));
  }

  /** When requests and jobs have ended. A collector that does not answer holds nobody up. */
  async onApplicationShutdown(): Promise<void> {
    if (!this.processor) return;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, FAREWELL_MS)));
    const flushed = this.processor.shutdown().catch(() => undefined);
    await Promise.race([flushed, patience]).finally(() => clearTimeout(timer));
  }
}

type Api = typeof import('@opentelemetry/api');

class OtlpSpans implements SpanMaker {
  constructor(
    private readonly api: Api,
    private readonly tracer: Tracer,
  ) {}

  open(
    name: string,
    kind: SpanKind,
    attributes: Readonly<Record<string, string | number>>,
    parent: Trace | null,
  ): OpenSpan {
    const { trace, ROOT_CONTEXT, SpanKind: kinds } = this.api;
    const context = parent?.spanId
      ? trace.setSpanContext(ROOT_CONTEXT, this.contextOf(parent as Required<Trace>))
      : ROOT_CONTEXT;
    const options = { kind: kinds[kind.toUpperCase() as keyof typeof kinds], attributes };
    return new OtlpSpan(this.api, this.tracer.startSpan(name, options, context));
  }

  private contextOf({ traceId, spanId, isSampled }: Required<Trace>): SpanContext {
    const { SAMPLED, NONE } = this.api.TraceFlags;
    return { traceId, spanId, traceFlags: isSampled ? SAMPLED : NONE, isRemote: true };
  }
}

class OtlpSpan implements OpenSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly isSampled: boolean;

  constructor(
    private readonly api: Api,
    private readonly span: Span,
  ) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceId = traceId;
    this.spanId = spanId;
    this.isSampled = (traceFlags & api.TraceFlags.SAMPLED) !== 0;
  }

  rename(name: string): void {
    this.span.updateName(name);
  }

  describe(attributes: Readonly<Record<string, string | number>>): void {
    this.span.setAttributes(attributes);
  }

  end(failure?: string): void {
    if (failure !== undefined) {
      this.span.setAttribute('error.type', failure);
      this.span.setStatus({ code: this.api.SpanStatusCode.ERROR });
    }
    this.span.end();
  }
}

/** The same exporter; that it fails, and that it works again, is said once. */
function watched(exporter: SpanExporter, outages: OutageLog): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        outages.note(Number(result.code) === SUCCESS ? null : (result.error ?? new Error('no reason given')));
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}
