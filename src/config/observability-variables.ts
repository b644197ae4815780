import { decimal, httpTarget, secret, text, type Variable } from './variable';

const LEAST_TOKEN_LENGTH = 16;

const scrapeToken = (about: string): Variable<string> => ({
  ...secret(about),
  parse: (value) => {
    if (value === '') return value;
    if (!/^[\x21-\x7e]+$/.test(value) || value.length < LEAST_TOKEN_LENGTH)
      throw new Error(`must be ${LEAST_TOKEN_LENGTH} or more printable ASCII characters without spaces`);
    return value;
  },
});

/** `name=value,name=value`, values percent-encoded, as OpenTelemetry has it. */
const headers = (about: string): Variable<Readonly<Record<string, string>>> => ({
  fallback: '',
  about,
  secret: true,
  parse: (value) =>
    Object.fromEntries(
      value
        .split(',')
        .filter((entry) => entry.trim() !== '')
        .map((entry): [string, string] => {
          const [, name, encoded] = /^\s*([\w-]+)\s*=(.*)$/.exec(entry) ?? [];
          try {
            if (name) return [name, decodeURIComponent(encoded.trim())];
          } catch {
            // Falls through to the one message, which does not repeat what may be a secret.
          }
          throw new Error('must be a list such as api-key=abc,x-team=ops, its values percent-encoded');
        }),
    ),
});

/** What operators see of the server. */
export const OBSERVABILITY_VARIABLES = {
  METRICS_TOKEN: scrapeToken(
    'Bearer token that /metrics asks for; empty lets in this machine alone, and in production nobody',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpTarget(
    '',
    'OpenTelemetry collector (OTLP over HTTP, protobuf) that traces go to; empty makes none',
  ),
  OTEL_EXPORTER_OTLP_HEADERS: headers('Headers sent to the collector, e.g. api-key=abc'),
  OTEL_SERVICE_NAME: text('ops-control-center', 'Name of this service in traces'),
  OTEL_TRACES_SAMPLER_ARG: decimal(
    1,
    0,
    1,
    'Share of traces that begin here which are kept; who calls with a traceparent decides for its own',
  ),
} as const;
