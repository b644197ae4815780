import { SECOND } from './durations';
import type { Random } from './random';
import type { Choice, Environment } from './scenarios';

export type Values = Readonly<Record<string, string>>;

const ENVIRONMENT_NAMES: Readonly<Record<Environment, string>> = {
  production: 'prod',
  staging: 'staging',
  development: 'dev',
};

/** Draws the values that a scenario leaves open. */
export function drawValues(
  random: Random,
  choices: Readonly<Record<string, Choice>>,
  environment: Environment,
): Values {
  const values: Record<string, string> = { env: ENVIRONMENT_NAMES[environment] };
  for (const [name, choice] of Object.entries(choices)) values[name] = drawn(random, choice);
  return values;
}

/** Fills in `{name}`, and `{at}` or `{at+90}` as the time and 90 seconds later. A name without value is an error. */
export function render(template: string, values: Values, at?: Date): string {
  return template.replace(
    /\{([a-z_]+)(?:\+(\d+))?\}/g,
    (place, name: string, seconds: string | undefined) => {
      if (name === 'at' && at) return new Date(at.getTime() + Number(seconds ?? 0) * SECOND).toISOString();
      const value = values[name];
      if (value === undefined) throw new RangeError(`${place} has no value in: ${template}`);
      return value;
    },
  );
}

function drawn(random: Random, choice: Choice): string {
  if (isRange(choice)) return String(random.integer(choice[0], choice[1]));
  return random.pick(choice);
}

function isRange(choice: Choice): choice is readonly [number, number] {
  return typeof choice[0] === 'number';
}
