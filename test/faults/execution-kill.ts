import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query } from './bookkeeping';
import { openFolder, signIn } from './kill-rounds';
import { ServerProcess } from './server-process';
import { Actor } from '../support/actor';
import { cloneDatabase } from '../support/template-database';
import { openIncident } from '../e2e/infra/fixtures';
import {
  approve,
  type ExecutionBody,
  processesFor,
  statusesOf,
  Toolbox,
  untilExecution,
} from '../e2e/sops/executions-scene';

/**
 * `isAtLength`: waits until the lease of the dead server is over, as it is in life; else its end is brought forward, and only
 * the restart itself is waited for.
 */
export const describeKilledExecutions = (isAtLength: boolean): void =>
  describe('a server that goes away in the middle of an execution', () => {
    const folder = openFolder('occ-executions-');
    let tools: Toolbox;
    let database: { url: string; drop: () => Promise<void> };
    let server: ServerProcess;
    let engineer: Actor;
    let admin: Actor;
    beforeAll(async () => {
      tools = await Toolbox.open();
      database = await cloneDatabase();
      server = await ServerProcess.with({
        DATABASE_URL: database.url,
        DATA_DIR: folder,
        JWT_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop',
        SOP_ALLOWED_COMMANDS: tools.allowed(),
      });
      await server.start();
      const as = async (email: string): Promise<Actor> =>
        new Actor(server.url, { authorization: `Bearer ${await signIn(server.url, email)}` });
      [engineer, admin] = [await as('engineer@example.com'), await as('admin@example.com')];
      // Time to compile the server where that has not been done yet.
    }, 180_000);
    afterAll(async () => {
      await server?.kill();
      await database.drop();
      await tools.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const begin = async (name: string, incident_id: string | null): Promise<{ id: string; sop: string }> => {
      const commands = [
        `${tools.path('trace')} before-${name}`,
        `${tools.path('slow')} ${name}`,
        `${tools.path('trace')} after-${name}`,
      ];
      const sop = await approve(engineer, admin, {
        title: `Killed ${name}`,
        steps: commands.map((command, at) => ({ title: `Step ${at + 1}`, command })),
      });
      void engineer.post(`/sops/${sop.id}/execute`, { incident_id }).catch(() => undefined);
      await tools.untilTraceOf(`slow-${name}`);
      const { body } = await engineer.get<ExecutionBody[]>(`/sops/${sop.id}/executions`);
      expect([body.length, body[0].status, statusesOf(body[0])]).toEqual([
        1,
        'running',
        ['success', 'running', 'pending'],
      ]);
      return { id: body[0].id, sop: sop.id };
    };

    it('killed, it leaves an execution that fails within 30 s of the restart, with what it had done, and runs nothing twice', async () => {
      const manual = await approve(engineer, admin, {
        title: 'Waits for somebody',
        steps: [{ title: 'Look' }, { title: 'Say', command: `${tools.path('arguments')} {{db_password}}` }],
      });
      const opened = await engineer.post<ExecutionBody>('/sops/executions', {
        ...{ sop_id: manual.id, parameters: { db_password: 'hunter2-hunter2' } },
      });
      const incident = await openIncident(engineer);
      const { id, sop } = await begin('kill', incident.id);
      await server.kill();
      expect((await processesFor(id)).length).toBeGreaterThanOrEqual(1);
      if (!isAtLength)
        await query(
          database.url,
          `update sop_executions set lease_until = clock_timestamp() - interval '10 s' where id = '${id}'`,
        );
      await server.start();
      const restarted = Date.now();
      const ended = await untilExecution(engineer, id, ({ status }) => status !== 'running', 30_000);
      expect(Date.now() - restarted).toBeLessThan(30_000);
      expect([ended.status, statusesOf(ended)]).toEqual(['failed', ['success', 'failed', 'skipped']]);
      expect(ended.step_results[0].output).toBe('did before-kill\n');
      expect(ended.step_results[1].error).toMatch(/Interrupted: the server that ran it died/);
      expect([await tools.traces('before-kill'), await tools.traces('after-kill')]).toEqual([1, 0]);
      expect(await processesFor(id)).toEqual([]);
      expect(existsSync(join(tmpdir(), `sop-execution-${id}`))).toBe(false);
      const audited = await query(
        database.url,
        `select status, user_name from audit_logs where event_type = 'EXECUTE' and resource_id = '${sop}'`,
      );
      expect(audited).toEqual([{ status: 'failed', user_name: ended.executed_by }]);
      const evidence = await engineer.get<unknown[]>(`/infra/incidents/${incident.id}/evidence`);
      expect(evidence.body).toMatchObject([
        { type: 'command', metadata: { execution_id: id, status: 'failed' } },
      ]);
      expect((await engineer.get(`/sops/${sop}`)).body).toMatchObject({ execution_count: 1 });
      // What waits for people is none of a server's business.
      const path = `/sops/executions/${opened.body.id}`;
      expect((await engineer.get(path)).body).toEqual(opened.body);
      await engineer.patch(`${path}/steps/${manual.steps[0]}`, { status: 'success' });
      const done = await untilExecution(engineer, opened.body.id, ({ status }) => status !== 'running');
      expect([done.status, done.step_results[1].output]).toEqual(['success', '[[masked]]\n']);
    }, 60_000);

    it('told to stop, it ends the command, says that it was interrupted, and is down within 10 s', async () => {
      const { id } = await begin('stop', null);
      const from = Date.now();
      expect(await server.end('SIGTERM')).toBe(0);
      expect(Date.now() - from).toBeLessThan(10_000);
      expect(await processesFor(id)).toEqual([]);
      const rows = await query(
        database.url,
        `select e.status, s.status as step, s.error from sop_executions e
       join sop_execution_steps s on s.execution_id = e.id where e.id = '${id}' order by s.place`,
      );
      expect(rows).toEqual([
        { status: 'failed', step: 'success', error: null },
        { status: 'failed', step: 'failed', error: 'Interrupted: the server was stopped.' },
        { status: 'failed', step: 'skipped', error: 'Not run: the execution was cut off.' },
      ]);
      expect(await tools.traces('after-stop')).toBe(0);
    }, 30_000);
  });
