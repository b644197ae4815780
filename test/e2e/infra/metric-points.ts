import { randomUUID } from 'node:crypto';
import { requestContext } from '../../../src/core/context/request-context';
import { PERSONAS } from '../../support/personas';

/** A point as clients send it. */
export const point = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  metric_name: 'cpu_usage',
  metric_type: 'cpu',
  value: 72.5,
  unit: '%',
  environment: 'production',
  ...more,
});

export const points = (count: number, more: (index: number) => Record<string, unknown> = () => ({})) =>
  Array.from({ length: count }, (_, index) => point({ value: index, ...more(index) }));

/** A moment so many seconds before now. */
export const ago = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();

/** Runs the work as a token that is bound to staging. */
export const boundToStaging = <T>(work: () => Promise<T>): Promise<T> =>
  requestContext.run(
    {
      ...{ requestId: 'test', startedAt: 0, ip: '127.0.0.1', userAgent: null, baseUrl: 'http://localhost' },
      ...{ refusal: null, credential: 'bearer', precondition: null, once: null },
      principal: {
        ...{ kind: 'api_token', role: 'engineer', environment: 'staging', credentialId: randomUUID() },
        userId: PERSONAS.engineer.id,
        userName: PERSONAS.engineer.name,
        userEmail: PERSONAS.engineer.email,
        permissions: new Set(['read:metrics', 'write:metrics']),
        expiresAt: Number.MAX_SAFE_INTEGER,
      },
    },
    work,
  );
