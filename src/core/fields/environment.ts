/** Where something runs. Known to the core because callers can be bound to one. */
export const Environment = {
  production: 'production',
  staging: 'staging',
  development: 'development',
} as const;
export type Environment = (typeof Environment)[keyof typeof Environment];
