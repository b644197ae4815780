import { Cvss3P0, Cvss3P1, Cvss4P0 } from 'ae-cvss-calculator';
import { ValidateBy } from 'class-validator';
import { VulnerabilitySeverity } from './vulnerability.enums';

/** A metric's values by its name, one letter each unless it is a list. */
type Metrics = Readonly<Record<string, string | readonly string[]>>;

interface Version {
  readonly base: Metrics;
  readonly optional: Metrics;
  readonly score: (vector: string) => number | undefined;
}

const IMPACTS = 'HLN';
const REQUIREMENTS: Metrics = { CR: 'XHML', IR: 'XHML', AR: 'XHML' };

const BASE_3: Metrics = {
  ...{ AV: 'NALP', AC: 'LH', PR: 'NLH', UI: 'NR', S: 'UC' },
  ...{ C: IMPACTS, I: IMPACTS, A: IMPACTS },
};
const OPTIONAL_3: Metrics = {
  ...{ E: 'XHFPU', RL: 'XUWTO', RC: 'XCRU' },
  ...REQUIREMENTS,
  ...modified(BASE_3),
};
const BASE_4: Metrics = {
  ...{ AV: 'NALP', AC: 'LH', AT: 'NP', PR: 'NLH', UI: 'NPA' },
  ...{ VC: IMPACTS, VI: IMPACTS, VA: IMPACTS, SC: IMPACTS, SI: IMPACTS, SA: IMPACTS },
};
const OPTIONAL_4: Metrics = {
  E: 'XAPU',
  ...REQUIREMENTS,
  ...modified(BASE_4),
  // Only here can a subsequent system's harm be one to people's safety.
  ...{ MSI: `XS${IMPACTS}`, MSA: `XS${IMPACTS}` },
  ...{ S: 'XNP', AU: 'XNY', R: 'XAUI', V: 'XDC', RE: 'XLMH', U: ['X', 'Clear', 'Green', 'Amber', 'Red'] },
};

const VERSIONS: Readonly<Record<string, Version>> = {
  'CVSS:3.0': {
    base: BASE_3,
    optional: OPTIONAL_3,
    score: (text) => new Cvss3P0(text).calculateScores().base,
  },
  'CVSS:3.1': {
    base: BASE_3,
    optional: OPTIONAL_3,
    score: (text) => new Cvss3P1(text).calculateScores().base,
  },
  'CVSS:4.0': {
    base: BASE_4,
    optional: OPTIONAL_4,
    score: (text) => new Cvss4P0(text).calculateScores().overall,
  },
};
const WANTED = 'one of CVSS 3.0, 3.1 or 4.0, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

/** What is wrong with the text as a vector, in words that follow a field's name; null when it is one. */
export function vectorFault(text: string): string | null {
  const [prefix, ...parts] = text.split('/');
  if (!Object.hasOwn(VERSIONS, prefix)) {
    // Authentication was a metric of that version alone.
    const isSecond = prefix === 'CVSS:2.0' || parts.some((part) => part.startsWith('Au:'));
    return isSecond ? `must not be of CVSS 2.0, but ${WANTED}` : `must be ${WANTED}`;
  }
  const { base, optional } = VERSIONS[prefix];
  const seen = new Set<string>();
  for (const part of parts) {
    const colon = part.indexOf(':');
    const [name, value] = [part.slice(0, Math.max(colon, 0)), part.slice(colon + 1)];
    const values = valuesOf(base, name) ?? valuesOf(optional, name);
    if (!values) return `must not have ${JSON.stringify(part)}: ${prefix} knows no such metric`;
    if (!values.includes(value))
      return `must have one of ${values.join(', ')} for ${name}, not ${JSON.stringify(value)}`;
    if (seen.has(name)) return `must not have ${name} twice`;
    seen.add(name);
  }
  const missing = Object.keys(base).filter((name) => !seen.has(name));
  return missing.length > 0 ? `must have every base metric: ${missing.join(', ')} missing` : null;
}

/**
 * The score of a vector without fault, 0 to 10 with one decimal. Of version 4.0 that of all its metrics; of 3.x the base
 * score, which is what catalogues publish and tools compare, whatever temporal and environmental metrics say.
 */
export function scoreOf(vector: string): number {
  const score = VERSIONS[vector.slice(0, vector.indexOf('/'))].score(vector);
  if (score === undefined) throw new Error(`no score for ${vector}`);
  return Math.round(score * 10) / 10;
}

/** The qualitative rating of FIRST; what it calls none is information here. */
export function severityOf(score: number): VulnerabilitySeverity {
  if (score >= 9) return VulnerabilitySeverity.critical;
  if (score >= 7) return VulnerabilitySeverity.high;
  if (score >= 4) return VulnerabilitySeverity.medium;
  return score > 0 ? VulnerabilitySeverity.low : VulnerabilitySeverity.info;
}

export const IsCvssVector = (): PropertyDecorator =>
  ValidateBy({
    name: 'isCvssVector',
    validator: {
      // What is no text has broken another rule already.
      validate: (value: unknown) => typeof value !== 'string' || vectorFault(value) === null,
      defaultMessage: (about) => `${about?.property} ${vectorFault(about?.value as string)}`,
    },
  });

function valuesOf(metrics: Metrics, name: string): readonly string[] | undefined {
  return Object.hasOwn(metrics, name) ? [...metrics[name]] : undefined;
}

/** The same metrics as they are in one's own environment, or not defined. */
function modified(metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).map(([name, values]) => [`M${name}`, ['X', ...values]]));
}
