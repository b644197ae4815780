/** Where something runs. Known to the core because callers can be bound to one. */
export const Environment = {
  production: 'production',
  staging: 'staging',
  development: 'development',
} as const;
export type Environment = (typeof Environment)[keyof typeof Environment];

const WORDS: readonly (readonly [RegExp, Environment])[] = [
  [/^prod/i, Environment.production],
  [/^(?:stag|uat|pre-?_?prod)/i, Environment.staging],
  [/^(?:dev|test|sandbox)/i, Environment.development],
];

/** Our environment that another system's word for one means, or undefined. */
export const environmentNamed = (word: string): Environment | undefined =>
  WORDS.find(([pattern]) => pattern.test(word.trim()))?.[1];
