import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { CURRENCY } from '../../core/fields';
import { readQueryString } from '../../core/lists/query-string';
import { CostEnvironment } from '../costs';

export const MAX_DAYS = 90;
export const DEFAULT_DAYS = 30;
const MAX_SERVICE = 200;

/** Which forecast is asked for. Null does not narrow. */
export interface ForecastQuery {
  /** How many, from today on. */
  readonly days: number;
  readonly environment: CostEnvironment | null;
  readonly service: string | null;
  readonly currency: string | null;
}

interface Parameter {
  readonly isRight: (text: string) => boolean;
  readonly wanted: string;
}

const PARAMETERS: Readonly<Record<keyof ForecastQuery, Parameter>> = {
  currency: { isRight: (text) => CURRENCY.test(text), wanted: 'an ISO 4217 code such as USD' },
  days: {
    isRight: (text) => /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_DAYS,
    wanted: `a whole number from 1 to ${MAX_DAYS}`,
  },
  environment: {
    isRight: (text) => Object.hasOwn(CostEnvironment, text),
    wanted: `one of ${Object.values(CostEnvironment).join(', ')}`,
  },
  service: {
    isRight: (text) => text.trim() !== '' && text.length <= MAX_SERVICE,
    wanted: `a name of at most ${MAX_SERVICE} characters`,
  },
};

/** Reads the query string. Throws InvalidRequest with every violation. */
export function readForecastQuery(queryString: string): ForecastQuery {
  const violations: Violation[] = [];
  const fail = (field: string, message: string): void => void violations.push({ field, message });
  const given = readQueryString(queryString, fail);
  for (const [name, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name as keyof ForecastQuery] : null;
    if (!parameter) fail(name, `is not a known parameter; known are ${Object.keys(PARAMETERS).join(', ')}`);
    else if (typeof value !== 'string') fail(name, 'must be given once');
    else if (!parameter.isRight(value)) fail(name, `must be ${parameter.wanted}`);
  }
  if (violations.length > 0) throw new InvalidRequest(violations);
  const text = (name: keyof ForecastQuery): string | null => (given[name] as string | undefined) ?? null;
  return {
    days: Number(text('days') ?? DEFAULT_DAYS),
    environment: text('environment') as CostEnvironment | null,
    service: text('service'),
    currency: text('currency'),
  };
}
