/** A scale from nought (or below it) with round steps. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

/** About four steps that cover all values and nought; of whole numbers no half ones. */
export function scaleOf(values: readonly number[], atLeast = 0): Scale {
  const high = Math.max(0, atLeast, ...values);
  const low = Math.min(0, ...values);
  const span = high - low || 1;
  const isWhole = values.every((value) => Number.isInteger(value));
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const rough = STEPS.map((step) => step * power).find((step) => step * 4 >= span * 0.999) ?? 10 * power;
  const step = isWhole ? Math.max(1, Math.ceil(rough)) : rough;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil((high - step * 1e-9) / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, at) =>
    Number(((first + at) * step).toPrecision(12)),
  );
  return { min: ticks[0], max: ticks[ticks.length - 1], ticks };
}

/** `1.2k`, `3.4M`: short enough for an axis. */
export function shownTick(value: number): string {
  const size = Math.abs(value);
  const [divisor, suffix] =
    size >= 1e9 ? [1e9, 'G'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e4 ? [1e3, 'k'] : [1, ''];
  const text = String(Number((value / divisor).toFixed(2)));
  return `${text.replace('-', '−')}${suffix}`;
}
