import { describe, expect, it } from '@jest/globals';
import type { CommandEnd } from './command-runner';
import type { StepRecord } from './execution.queries';
import { beginLine, endOfCommand, tallyOf, transcriptOf } from './execution-words';
import { KeptOutput } from './output-text';
import { SecretMask } from './secret-mask';

const limits = {
  ...{ seconds: 60, cutOff: 'Interrupted: the server was stopped.' },
  confinement: {
    limits: { memoryBytes: 1_000_000, fileBytes: 2_000_000, cpuSeconds: 30, processes: 128 },
    ...{ before: ['/usr/bin/prlimit', '--'], seesProcesses: true, gaps: [] },
  },
};
const mask = new SecretMask(new Map([['api_token', 'tok-123456']]));

const end = (more: Partial<CommandEnd>, printed = ''): CommandEnd => {
  const output = new KeptOutput(12);
  output.take(Buffer.from(printed));
  return { ending: 'exited', exitCode: 0, killedBy: null, output, ...more };
};
const step = (place: number, more: Partial<StepRecord>): StepRecord => ({
  ...{ place, step_id: `s${place}`, title: `Step ${place}`, command: null, is_confirmed: false },
  ...{ status: 'success', output: null, error: null, note: null, decided_by: null, ...more },
});

describe('what is said of a command', () => {
  it.each([
    [{}, 'success', null],
    [{ exitCode: 2 }, 'failed', 'The command ended with exit code 2.'],
    [{ exitCode: null, killedBy: 'SIGSEGV' }, 'failed', 'The command was ended by the signal SIGSEGV.'],
    [{ ending: 'timed_out', exitCode: 0 }, 'failed', 'The command was ended: it took longer than 60 s.'],
    [
      { ending: 'crowded', exitCode: null, killedBy: 'SIGKILL' },
      ...['failed', 'The command was ended: it had more than 128 processes at a time.'],
    ],
    [
      { exitCode: null, killedBy: 'SIGXCPU' },
      ...['failed', 'The command was ended: it took more than 30 s of CPU time.'],
    ],
    [
      { exitCode: null, killedBy: 'SIGXFSZ' },
      ...['failed', 'The command was ended: it wrote a file of more than 2000000 bytes.'],
    ],
    [{ ending: 'interrupted' }, 'failed', 'Interrupted: the server was stopped.'],
    [{ ending: 'not_started', exitCode: null }, 'failed', 'The command could not be started.'],
  ] as const)('that ended so: %j', (more, status, error) => {
    expect(endOfCommand(end(more), mask, limits)).toMatchObject({ status, error });
  });

  it('a limit that nobody has set is not said to be the reason', () => {
    const loose = { ...limits, confinement: { ...limits.confinement, before: [] } };
    expect(endOfCommand(end({ exitCode: null, killedBy: 'SIGXFSZ' }), mask, loose)).toMatchObject({
      error: 'The command was ended by the signal SIGXFSZ.',
    });
  });

  it('what cannot be kept of its limits stands where it begins', () => {
    expect(beginLine({ place: 2, title: 'Look' })).toMatch(/^\S+Z Step 2 "Look" begins\.$/);
    expect(beginLine({ place: 2, title: 'Look' }, ['No limits here.', 'None at all.'])).toMatch(
      /^\S+Z Step 2 "Look" begins\. No limits here\. None at all\.$/,
    );
  });

  it('its output is masked, and what was not kept is counted', () => {
    expect(endOfCommand(end({}, 'a tok-123456'), mask, limits)).toMatchObject({
      output: 'a [masked]',
      outputBytes: 12,
    });
    expect(endOfCommand(end({}, 'abcd tok-123456'), mask, limits)).toMatchObject({
      ...{ output: 'abcd \n[3 more bytes were not kept]', outputBytes: 15 },
    });
  });
});

describe('what is said of an execution', () => {
  const steps = [
    step(1, { command: 'uptime', output: 'up 3 days\n' }),
    step(2, { decided_by: 'Demo Engineer', note: 'Looks well' }),
    step(3, { status: 'failed', command: 'false', error: 'The command ended with exit code 1.' }),
    step(4, { status: 'skipped', error: 'Not run: step 3 failed.' }),
  ];

  it('counts its steps', () => {
    expect(tallyOf(steps)).toBe('2 of 4 steps done, 1 failed, 1 skipped');
    expect(tallyOf([])).toBe('0 of 0 steps done');
  });

  it('tells as evidence what was run, what it printed and what people said', () => {
    expect(transcriptOf('Restart 1.0.0, executed by Demo Engineer', 'failed', steps)).toBe(
      [
        'Restart 1.0.0, executed by Demo Engineer: failed. 2 of 4 steps done, 1 failed, 1 skipped.',
        ...['', '1. Step 1: success', '$ uptime', 'up 3 days'],
        ...['', '2. Step 2: success (Demo Engineer)', 'Looks well'],
        ...['', '3. Step 3: failed', '$ false', 'The command ended with exit code 1.'],
        ...['', '4. Step 4: skipped', 'Not run: step 3 failed.'],
      ].join('\n'),
    );
  });

  it('is cut where it is longer than evidence should be, between characters', () => {
    const many = Array.from({ length: 20 }, (_, at) => step(at + 1, { output: '🙂'.repeat(32_768) }));
    const text = transcriptOf('Long', 'success', many);
    expect(text.length).toBeLessThan(1_000_010);
    expect(text.endsWith('🙂\n[…]')).toBe(true);
    expect(Buffer.from(text).toString()).toBe(text);
  });
});
