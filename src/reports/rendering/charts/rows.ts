import type { Chart } from '../../figures/report-content';
import { INK, seriesColour, SOFT_INK } from '../palette';
import { scaleOf, shownTick } from '../scale';
import { shownValue } from '../shown-value';
import { box, drawing, fitted, label, stroke, WIDTH, widthOf } from './marks';

const ROW = 24;
const TOP = 8;

/** One series of bars to the right, for labels that are names: each has a line of its own, with its value behind it. */
export function rowsSvg(chart: Chart): string {
  const { labels, series, unit, axis } = chart;
  const values = series[0].values.map((value) => value ?? 0);
  const left = Math.min(220, Math.max(60, ...labels.map((text) => widthOf(text) + 12)));
  const shown = values.map((value) => shownValue(value, chart.values ?? 'decimal'));
  const right = WIDTH - Math.max(...shown.map((text) => widthOf(text)), 24) - 12;
  const scale = scaleOf(values, chart.max);
  const x = (value: number): number =>
    left + ((value - scale.min) / (scale.max - scale.min)) * (right - left);
  const bottom = TOP + ROW * labels.length + 4;
  const colour = (name: string): string => seriesColour(name, 0);
  const marks = [
    ...scale.ticks.map(
      (tick) =>
        stroke({ x: x(tick), y: TOP }, { x: x(tick), y: bottom }, tick === 0 ? SOFT_INK : undefined) +
        label({ x: x(tick), y: bottom + 15 }, shownTick(tick), { anchor: 'middle' }),
    ),
    ...labels.map((text, at) => {
      const y = TOP + ROW * at + 4;
      const [from, to] = [Math.min(x(0), x(values[at])), Math.max(x(0), x(values[at]))];
      return (
        label({ x: left - 8, y: y + 12 }, fitted(text, left - 12), { anchor: 'end', colour: INK }) +
        box(from, y, to - from, ROW - 8, colour(text)) +
        label({ x: to + 6, y: y + 12 }, shown[at])
      );
    }),
    label({ x: (left + right) / 2, y: bottom + 32 }, axis === '' ? unit : `${unit} by ${axis}`, {
      anchor: 'middle',
    }),
  ];
  return drawing(bottom + 40, chart.title, marks.join(''));
}
