import type { Chart } from '../../figures/report-content';
import { INK, LINE, seriesColour } from '../palette';
import { shownValue } from '../shown-value';
import { box, drawing, fitted, label, ringPart } from './marks';

const RADII = [48, 80] as const;
const CENTRE = { x: 150, y: 92 };
const ROW = 21;

/** Shares of a whole, with each value and its share beside it. What is not above nought has no share. */
export function donutSvg(chart: Chart): string {
  const values = chart.series[0].values.map((value) => Math.max(0, value ?? 0));
  const total = values.reduce((sum, value) => sum + value, 0);
  let turn = 0;
  const parts = values.map((value, at) => {
    if (value === 0) return '';
    const from = turn;
    turn += value / total;
    return ringPart(CENTRE, RADII, from, turn, seriesColour(chart.labels[at], at));
  });
  const rows = chart.labels.map((text, at) => {
    const y = 24 + ROW * at;
    const share = total === 0 ? 0 : Math.round((1000 * values[at]) / total) / 10;
    return (
      box(300, y, 11, 11, seriesColour(text, at)) +
      label({ x: 318, y: y + 10 }, fitted(text, 190), { colour: INK }) +
      label({ x: 610, y: y + 10 }, shownValue(values[at], chart.values ?? 'decimal'), {
        anchor: 'end',
        colour: INK,
      }) +
      label({ x: 680, y: y + 10 }, `${share} %`, { anchor: 'end' })
    );
  });
  const marks = [
    ...(total === 0 ? [ringPart(CENTRE, RADII, 0, 1, LINE)] : parts),
    label({ x: CENTRE.x, y: CENTRE.y + 4 }, shownValue(total, chart.values ?? 'decimal'), {
      ...{ anchor: 'middle', size: total >= 1e6 ? 14 : 18, colour: INK, weight: 'bold' },
    }),
    label({ x: CENTRE.x, y: CENTRE.y + 20 }, fitted(chart.unit, 90), { anchor: 'middle' }),
    ...rows,
  ];
  return drawing(Math.max(184, 34 + ROW * chart.labels.length), chart.title, marks.join(''));
}
