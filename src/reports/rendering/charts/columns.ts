import type { Chart } from '../../figures/report-content';
import { seriesColour, SOFT_INK } from '../palette';
import { type Scale, scaleOf, shownTick } from '../scale';
import { box, dot, drawing, fitted, label, legend, path, stroke, WIDTH, widthOf } from './marks';

const PLOT_HEIGHT = 170;
const RIGHT = WIDTH - 8;

/** Values upwards, labels along the bottom: bars side by side, bars on top of each other, or lines. */
export function columnsSvg(chart: Chart): string {
  const { labels, series, unit, axis } = chart;
  const scale = scaleOf(chart.chart === 'stacked' ? stackedEnds(chart) : valuesOf(chart), chart.max);
  const key = legend(
    series.map(({ name }) => name),
    0,
    2,
  );
  const top = key.height + 24;
  const left = Math.max(30, ...scale.ticks.map((tick) => widthOf(shownTick(tick)) + 10));
  const bottom = top + PLOT_HEIGHT;
  const y = (value: number): number => bottom - ((value - scale.min) / (scale.max - scale.min)) * PLOT_HEIGHT;
  const step = (RIGHT - left) / Math.max(1, labels.length);
  const plot = { left, step, y };
  const marks = [
    key.marks,
    label({ x: 0, y: top - 12 }, unit),
    ...scale.ticks.map(
      (tick) =>
        stroke({ x: left, y: y(tick) }, { x: RIGHT, y: y(tick) }, tick === 0 ? SOFT_INK : undefined) +
        label({ x: left - 6, y: y(tick) + 4 }, shownTick(tick), { anchor: 'end' }),
    ),
    ...(chart.chart === 'line'
      ? lines(chart, plot)
      : chart.chart === 'stacked'
        ? stacks(chart, plot, scale)
        : bars(chart, plot)),
    ...labelsBelow(labels, { left, step, top: bottom + 16 }),
    label({ x: (left + RIGHT) / 2, y: bottom + 34 }, axis, { anchor: 'middle' }),
  ];
  return drawing(bottom + 42, chart.title, marks.join(''));
}

interface Plot {
  readonly left: number;
  /** Room of one label. */
  readonly step: number;
  readonly y: (value: number) => number;
}

const valuesOf = ({ series }: Chart): number[] =>
  series.flatMap(({ values }) => values.filter((value): value is number => value !== null));

/** Where the stacks end, above nought and below. */
const stackedEnds = ({ labels, series }: Chart): number[] =>
  labels.flatMap((_, at) => {
    const values = series.map(({ values: all }) => all[at] ?? 0);
    const sum = (wanted: (value: number) => boolean): number =>
      values.filter(wanted).reduce((a, b) => a + b, 0);
    return [sum((value) => value > 0), sum((value) => value < 0)];
  });

function bars({ series }: Chart, { left, step, y }: Plot): string[] {
  const room = Math.min(step * 0.76, 48 * series.length);
  const width = room / Math.max(1, series.length);
  return series.flatMap(({ name, values }, which) =>
    values.map((value, at) => {
      if (value === null || value === 0) return '';
      const x = left + step * at + (step - room) / 2 + width * which;
      return box(
        x,
        Math.min(y(value), y(0)),
        width * 0.92,
        Math.abs(y(0) - y(value)),
        seriesColour(name, which),
      );
    }),
  );
}

function stacks({ labels, series }: Chart, { left, step, y }: Plot, scale: Scale): string[] {
  const width = Math.min(step * 0.72, 44);
  return labels.flatMap((_, at) => {
    let [above, below] = [Math.max(0, scale.min), 0];
    return series.map(({ name, values }, which) => {
      const value = values[at] ?? 0;
      if (value === 0) return '';
      const from = value > 0 ? above : below;
      const to = from + value;
      if (value > 0) above = to;
      else below = to;
      const x = left + step * at + (step - width) / 2;
      return box(x, Math.min(y(from), y(to)), width, Math.abs(y(to) - y(from)), seriesColour(name, which));
    });
  });
}

function lines({ series, labels }: Chart, { left, step, y }: Plot): string[] {
  return series.flatMap(({ name, values }, which) => {
    const colour = seriesColour(name, which);
    const points = values.map((value, at) =>
      value === null ? null : { x: left + step * (at + 0.5), y: y(value) },
    );
    // A gap ends one line and begins another.
    const pieces = points.reduce<{ x: number; y: number }[][]>(
      (all, point) => {
        if (point === null) all.push([]);
        else all[all.length - 1].push(point);
        return all;
      },
      [[]],
    );
    const dots = labels.length <= 40 ? points.map((point) => (point === null ? '' : dot(point, colour))) : [];
    return [...pieces.map((piece) => path(piece, colour)), ...dots];
  });
}

/** As many labels as have room, evenly: every one, every second, … */
function labelsBelow(
  labels: readonly string[],
  { left, step, top }: { left: number; step: number; top: number },
): string[] {
  const widest = Math.max(0, ...labels.map((text) => widthOf(text)));
  const every = Math.max(1, Math.ceil(Math.min(widest + 8, 120) / Math.max(step, 1)));
  return labels.map((text, at) => {
    if (at % every !== 0) return '';
    const shown = fitted(text, Math.max(step * every - 4, 30));
    // Half of the last one would stand outside of the drawing.
    const x = Math.min(left + step * (at + 0.5), WIDTH - widthOf(shown) / 2);
    return label({ x, y: top }, shown, { anchor: 'middle' });
  });
}
