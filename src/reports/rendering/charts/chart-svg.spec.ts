import { describe, expect, it } from '@jest/globals';
import type { Chart } from '../../figures/report-content';
import { colourOf, SERIES } from '../palette';
import { scaleOf, shownTick } from '../scale';
import { chartSvg } from './chart-svg';

const chart = (more: Partial<Chart>): Chart => ({
  ...{ kind: 'chart', chart: 'bar', title: 'A & B', unit: 'USD', axis: 'day', labels: ['a', 'b'] },
  series: [{ name: 'One', values: [1, 3] }],
  ...more,
});
const heights = (svg: string): number[] =>
  [...svg.matchAll(/<rect [^>]*height="([\d.]+)"/g)].map(([, height]) => Number(height));

describe('a chart', () => {
  it('draws bars as high as their values', () => {
    const [one, three] = heights(chartSvg(chart({})));
    expect(three / one).toBeCloseTo(3, 2);
  });

  it('stacks add up', () => {
    const svg = chartSvg(
      chart({
        chart: 'stacked',
        series: [
          { name: 'One', values: [1, 3] },
          { name: 'Two', values: [3, 1] },
        ],
      }),
    );
    const [, , a, b, c, d] = heights(svg);
    expect(a + b).toBeCloseTo(c + d, 1);
  });

  it('a line breaks where a value is missing', () => {
    const svg = chartSvg(
      chart({
        chart: 'line',
        labels: ['a', 'b', 'c', 'd', 'e'],
        series: [{ name: 'One', values: [1, 2, null, 2, 1] }],
      }),
    );
    expect([...svg.matchAll(/<path d="M/g)]).toHaveLength(2);
  });

  it('a donut shows each share, also one that is the whole', () => {
    const svg = chartSvg(chart({ chart: 'donut', values: 'money' }));
    expect(svg).toContain('>25 %<');
    expect(svg).toContain('>3.00<');
    expect(chartSvg(chart({ chart: 'donut', series: [{ name: 'One', values: [0, 3] }] }))).toContain(
      '>100 %<',
    );
  });

  it.each(['bar', 'line', 'stacked', 'donut'] as const)(
    'a %s of nothing, and one of nothing but noughts, has no broken number',
    (kind) => {
      for (const labels of [[], ['a']])
        expect(
          chartSvg(chart({ chart: kind, labels, series: [{ name: 'One', values: labels.map(() => 0) }] })),
        ).not.toMatch(/NaN|Infinity/);
    },
  );

  it('writes names as text', () => {
    const names = ['<script>alert(1)</script>', '"onload="x'];
    for (const kind of ['bar', 'line', 'stacked', 'donut'] as const) {
      const svg = chartSvg(chart({ chart: kind, labels: names, unit: '<b>', axis: '<i>', title: '"><x>' }));
      expect(svg).not.toMatch(/<(script|b|i|x)>/);
    }
  });

  it('says what is along its axes', () => {
    for (const kind of ['bar', 'line', 'stacked'] as const) {
      const svg = chartSvg(chart({ chart: kind }));
      expect([svg.includes('>USD<'), svg.includes('>day<'), svg.includes('aria-label="A &amp; B"')]).toEqual([
        true,
        true,
        true,
      ]);
    }
  });

  it('has a scale of round steps that holds all values and nought', () => {
    expect(scaleOf([1, 4]).ticks).toEqual([0, 1, 2, 3, 4]);
    expect(scaleOf([97]).ticks).toEqual([0, 25, 50, 75, 100]);
    expect(scaleOf([-3, 7.5]).ticks).toEqual([-5, 0, 5, 10]);
    expect(scaleOf([40], 100).max).toBe(100);
    expect(scaleOf([]).ticks).toEqual([0, 1]);
    expect([1500, 25_000, 3_400_000, -12_500].map(shownTick)).toEqual(['1500', '25k', '3.4M', '−12.5k']);
  });

  it('has colours that stand out from white paper', () => {
    const luminance = (hex: string): number => {
      const [r, g, b] = [1, 3, 5]
        .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (hex: string): number => 1.05 / (luminance(hex) + 0.05);
    for (const colour of SERIES) expect(contrast(colour)).toBeGreaterThanOrEqual(3);
    for (const label of ['critical', 'high', 'medium', 'low', 'info', 'resolved', 'accepted', 'production'])
      expect(contrast(colourOf(label)!)).toBeGreaterThanOrEqual(4.5);
  });
});
