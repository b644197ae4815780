import type { Chart } from '../../figures/report-content';
import { columnsSvg } from './columns';
import { donutSvg } from './donut';
import { rowsSvg } from './rows';

/** Longer names do not fit below a bar. */
const SHORT_LABEL = 10;
const MAX_ROWS = 20;

/** The chart as SVG: the same drawing for HTML and PDF. */
export function chartSvg(chart: Chart): string {
  if (chart.chart === 'donut') return donutSvg(chart);
  const isNamed =
    chart.chart === 'bar' &&
    chart.series.length === 1 &&
    chart.labels.length <= MAX_ROWS &&
    chart.labels.some((text) => text.length > SHORT_LABEL);
  return isNamed ? rowsSvg(chart) : columnsSvg(chart);
}

/** Whether there is anything to draw. */
export const hasValues = ({ labels, series }: Chart): boolean =>
  labels.length > 0 && series.some(({ values }) => values.some((value) => value !== null && value !== 0));
