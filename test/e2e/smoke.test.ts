import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../support/app';

describe('the living core', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it('an incident posted by one user is on the screen of another', async () => {
    const viewer = await server.live('viewer', 'incidents', 'production');
    const engineer = await server.as('engineer');
    const answer = await engineer.post('/infra/incidents', {
      title: 'Checkout fails',
      description: 'One in five payments answers 502.',
      severity: 'high',
      squad: 'Payments',
      environment: 'production',
    });
    expect(answer.status).toBe(201);
    const event = await viewer.next(({ type, action }) => type === 'incident' && action === 'created');
    expect(event.data).toEqual(answer.body);
    await viewer.quiet();
    expect(viewer.events).toHaveLength(1);
    viewer.end();
  });
});
