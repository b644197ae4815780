/**
 * Colours of series, after Okabe and Ito, the lighter ones darkened: told apart by people who see colours differently, in
 * grey on paper, and at least 3:1 against white.
 */
export const SERIES = [
  '#0072b2',
  '#c75b00',
  '#007a5e',
  '#a83f7f',
  '#5c5c5c',
  '#9a7700',
  '#3a86c8',
  '#7a3b00',
] as const;

/** The same meaning has the same colour in every chart and table. Dark enough for text on white (4.5:1). */
const MEANINGS: Readonly<Record<string, string>> = {
  critical: '#a4133c',
  high: '#b45309',
  medium: '#806000',
  low: '#00658f',
  info: '#57606a',
  open: '#a4133c',
  investigating: '#b45309',
  in_progress: '#b45309',
  resolved: '#1a6e3c',
  mitigated: '#1a6e3c',
  active: '#1a6e3c',
  closed: '#57606a',
  expired: '#57606a',
  exhausted: '#57606a',
  accepted: '#6b3fa0',
  false_positive: '#57606a',
  production: '#6b3fa0',
  staging: '#00658f',
  development: '#57606a',
};

export const INK = '#1f2933';
export const SOFT_INK = '#52606d';
export const LINE = '#d5dbe1';
export const SHADE = '#f3f6f9';
export const ACCENT = '#0b4f7d';

/** The colour of a label, or of a series that is named after one. */
export const colourOf = (name: string): string | undefined =>
  MEANINGS[name.toLowerCase().replaceAll(' ', '_')];

export const seriesColour = (name: string, at: number): string =>
  colourOf(name) ?? SERIES[at % SERIES.length];
