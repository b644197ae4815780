import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'protobufjs';

const PATIENCE_MS = 15_000;

/** As much of opentelemetry/proto/collector/trace/v1 as is looked at. */
const REQUEST = parse(`syntax = "proto3";
  message Request { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span { bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
    repeated KeyValue attributes = 9; Status status = 15; }
  message Status { string message = 2; int32 code = 3; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }
`).root.lookupType('Request');

interface KeyValue {
  readonly key: string;
  readonly value: {
    readonly stringValue?: string;
    readonly intValue?: string;
    readonly doubleValue?: number;
  };
}
interface Sent {
  readonly resourceSpans: {
    readonly resource: { readonly attributes: KeyValue[] };
    readonly scopeSpans: {
      readonly spans: {
        readonly traceId: Buffer;
        readonly spanId: Buffer;
        readonly parentSpanId?: Buffer;
        readonly name: string;
        readonly kind: number;
        readonly attributes?: KeyValue[];
        readonly status?: { readonly code?: number; readonly message?: string };
      }[];
    }[];
  }[];
}

export interface ReceivedSpan {
  readonly service: unknown;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly failed: boolean;
}

const valuesOf = (attributes: KeyValue[] = []): Record<string, unknown> =>
  Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue } }) => [
      key,
      stringValue ?? (intValue === undefined ? doubleValue : Number(intValue)),
    ]),
  );

/** An OpenTelemetry collector, which can misbehave. */
export class Collector {
  readonly spans: ReceivedSpan[] = [];
  readonly requests: IncomingMessage[] = [];
  mode: 'takes' | 'hangs' | 'fails' = 'takes';
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Collector> {
    const server = createServer();
    const collector = new Collector(server);
    server.on('request', (request, response) => void collector.receive(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async until(isThere: () => unknown, what: string): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_MS; !isThere(); await sleep(20))
      if (Date.now() > deadline) throw new Error(`never: ${what}; ${JSON.stringify(this.spans.slice(-20))}`);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    this.requests.push(request);
    if (this.mode === 'hangs') return;
    response.statusCode = this.mode === 'fails' ? 500 : 200;
    response.end();
    if (this.mode === 'fails') return;
    const sent = REQUEST.toObject(REQUEST.decode(Buffer.concat(parts)), { longs: String }) as Sent;
    for (const { resource, scopeSpans } of sent.resourceSpans)
      for (const span of scopeSpans.flatMap(({ spans }) => spans))
        this.spans.push({
          service: valuesOf(resource.attributes)['service.name'],
          traceId: span.traceId.toString('hex'),
          spanId: span.spanId.toString('hex'),
          parentId: span.parentSpanId?.toString('hex') ?? '',
          ...{ name: span.name, kind: span.kind, attributes: valuesOf(span.attributes) },
          failed: span.status?.code === 2,
        });
  }
}
