import { jest } from '@jest/globals';
import { Clock } from '../../src/core/time/clock';
import type { TestServer } from './app';

/** The time of day of these servers from now on, until all mocks are restored. */
export function setClock(at: string | Date, ...servers: TestServer[]): void {
  for (const server of servers) jest.spyOn(server.app.get(Clock), 'now').mockReturnValue(new Date(at));
}
