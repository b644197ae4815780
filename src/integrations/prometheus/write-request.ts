import type { Pace } from '../../core/queueing/pace';
import { brokenRequest } from './broken-request';
import { WireReader } from './wire-reader';

/** Senders send some thousands at a time. */
export const MAX_SAMPLES = 50_000;
export const MAX_SERIES = 50_000;
/** Of all series together: 20 for each of the most that there may be. */
export const MAX_ALL_LABELS = 1_000_000;
/** Those of a series that are kept, and as many again for what is invalid anyway. */
const MAX_LABELS = 128;
/** Of a request or a series: what is counted elsewhere, and much that is passed over. */
const MAX_FIELDS = 200_000;
/** Of a label, a sample or a piece of metadata. */
const MAX_INNER_FIELDS = 16;
const STEPS = 256;

/** The numbers of fields and their wire types, as WireReader gives them: field × 8 + type. */
const REQUEST = { timeseries: 10, metadata: 26 };
const SERIES = { labels: 10, samples: 18, histograms: 34 };
const PAIR = { name: 10, value: 18 };
const SAMPLE = { value: 9, timestamp: 16 };
const METADATA = { family: 18, unit: 42 };

/** One series of a request, as it was sent. */
export interface SentSeries {
  /** Null where it is not UTF-8. */
  readonly labels: readonly (readonly [name: string | null, value: string | null])[];
  /** It has more labels than are looked at. */
  readonly isOverfull: boolean;
  readonly values: readonly number[];
  /** In milliseconds; as many as values. */
  readonly times: readonly number[];
  readonly histograms: number;
}

/** What a request may still hold. */
interface Room {
  samples: number;
  labels: number;
}

/** Takes a series, its place, and the units by metric family, where the request tells of any. */
export type TakeSeries = (series: SentSeries, index: number, units: ReadonlyMap<string, string>) => void;

/**
 * Reads a `prometheus.WriteRequest` (remote write 1.0), in slices, and hands over each series as it is read: all of them
 * together would be far larger than the bytes. Throws InvalidRequest, also when it has handed over some.
 */
export async function readWriteRequest(bytes: Buffer, pace: Pace, take: TakeSeries): Promise<void> {
  // The units stand behind the series that they are for.
  const units = await readUnits(bytes, pace);
  const reader = new WireReader(bytes, 0, bytes.length, MAX_FIELDS);
  const room = { samples: MAX_SAMPLES, labels: MAX_ALL_LABELS };
  for (let step = 1, index = 0; reader.next(); step++) {
    if (step % STEPS === 0 && pace.isDue) await pace.rest();
    if (reader.field === REQUEST.timeseries) {
      if (index === MAX_SERIES)
        throw brokenRequest(`the request must not hold more than ${MAX_SERIES} series`);
      take(await readSeries(reader.message(MAX_FIELDS), room, pace), index++, units);
    } else reader.skip();
  }
}

async function readUnits(bytes: Buffer, pace: Pace): Promise<Map<string, string>> {
  const units = new Map<string, string>();
  const reader = new WireReader(bytes, 0, bytes.length, MAX_FIELDS);
  for (let step = 1; reader.next(); step++) {
    if (step % STEPS === 0 && pace.isDue) await pace.rest();
    if (reader.field === REQUEST.metadata) noteUnit(reader.message(MAX_INNER_FIELDS), units);
    else reader.skip();
  }
  return units;
}

async function readSeries(reader: WireReader, room: Room, pace: Pace): Promise<SentSeries> {
  const labels: SentSeries['labels'][number][] = [];
  const [values, times]: number[][] = [[], []];
  let histograms = 0;
  let isOverfull = false;
  for (let step = 1; reader.next(); step++) {
    if (step % STEPS === 0 && pace.isDue) await pace.rest();
    if (reader.field === SERIES.samples) {
      if (--room.samples < 0)
        throw brokenRequest(`the request must not hold more than ${MAX_SAMPLES} samples`);
      readSample(reader.message(MAX_INNER_FIELDS), values, times);
    } else if (reader.field === SERIES.labels) {
      if (--room.labels < 0)
        throw brokenRequest(`the request must not hold more than ${MAX_ALL_LABELS} labels`);
      isOverfull ||= labels.length === MAX_LABELS;
      if (isOverfull) reader.skip();
      else labels.push(readPair(reader.message(MAX_INNER_FIELDS)));
    } else {
      if (reader.field === SERIES.histograms) histograms += 1;
      reader.skip();
    }
  }
  return { labels, isOverfull, values, times, histograms };
}

function readPair(reader: WireReader): SentSeries['labels'][number] {
  let [name, value]: (string | null)[] = ['', ''];
  while (reader.next()) {
    if (reader.field === PAIR.name) name = reader.text();
    else if (reader.field === PAIR.value) value = reader.text();
    else reader.skip();
  }
  return [name, value];
}

function readSample(reader: WireReader, values: number[], times: number[]): void {
  let [value, time] = [0, 0];
  while (reader.next()) {
    if (reader.field === SAMPLE.value) value = reader.double();
    else if (reader.field === SAMPLE.timestamp) time = reader.int64();
    else reader.skip();
  }
  values.push(value);
  times.push(time);
}

function noteUnit(reader: WireReader, units: Map<string, string>): void {
  let [family, unit]: (string | null)[] = ['', ''];
  while (reader.next()) {
    if (reader.field === METADATA.family) family = reader.text();
    else if (reader.field === METADATA.unit) unit = reader.text();
    else reader.skip();
  }
  if (family && unit && units.size < MAX_SERIES) units.set(family, unit);
}
