import protobuf from 'protobufjs';
import { compress } from 'snappyjs';

/** As Prometheus publishes it; histograms only as far as they are told from other fields. */
const SCHEMA = `
  syntax = "proto3";
  message WriteRequest { repeated TimeSeries timeseries = 1; repeated MetricMetadata metadata = 3; }
  message MetricMetadata { int32 type = 1; string metric_family_name = 2; string help = 4; string unit = 5; }
  message TimeSeries {
    repeated Label labels = 1; repeated Sample samples = 2; repeated Exemplar exemplars = 3; repeated Histogram histograms = 4;
  }
  message Label { string name = 1; string value = 2; }
  message Sample { double value = 1; int64 timestamp = 2; }
  message Exemplar { repeated Label labels = 1; double value = 2; int64 timestamp = 3; }
  message Histogram { uint64 count_int = 1; double sum = 3; }`;
const WriteRequest = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType('WriteRequest');

export interface Sample {
  readonly value: number;
  readonly timestamp: number;
}
export interface TimeSeries {
  readonly labels: readonly { name: string; value: string }[];
  readonly samples?: readonly Sample[];
  readonly exemplars?: readonly object[];
  readonly histograms?: readonly object[];
}

export const REMOTE_WRITE_HEADERS = {
  'content-type': 'application/x-protobuf',
  'content-encoding': 'snappy',
  'x-prometheus-remote-write-version': '0.1.0',
};

export const series = (labels: Readonly<Record<string, string>>, ...samples: Sample[]): TimeSeries => ({
  labels: Object.entries(labels).map(([name, value]) => ({ name, value })),
  samples,
});

/** A WriteRequest as protobuf, by another encoder than the server has a decoder. */
export const encoded = (timeseries: readonly TimeSeries[], metadata: readonly object[] = []): Buffer =>
  Buffer.from(WriteRequest.encode(WriteRequest.fromObject({ timeseries, metadata })).finish());

/** The same as senders send it. */
export const packed = (timeseries: readonly TimeSeries[], metadata: readonly object[] = []): Buffer =>
  compress(encoded(timeseries, metadata));

export { compress };
