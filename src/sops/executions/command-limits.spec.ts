import { describe, expect, it } from '@jest/globals';
import { type CommandLimits, confine, type Means } from './command-limits';

const wanted: CommandLimits = {
  ...{ memoryBytes: 1_073_741_824, fileBytes: 2_147_483_648, cpuSeconds: 300, processes: 128 },
};
const unlimited = (name: string): string => `${name}   unlimited            unlimited            bytes`;
const OWN = ['Max processes', 'Max cpu time', 'Max file size', 'Max data size'].map(unlimited).join('\n');
const here: Means = { prlimit: '/usr/bin/prlimit', ownLimits: `Limit  Soft Limit  Hard Limit\n${OWN}\n` };

describe('the limits of a command', () => {
  it('are set by prlimit, which takes nothing that follows for its own', () => {
    expect(confine(wanted, here)).toEqual({
      limits: wanted,
      before: [
        ...[
          '/usr/bin/prlimit',
          '--core=0',
          '--nproc=8192',
          '--data=1073741824',
          '--fsize=2147483648',
          '--cpu=300:301',
          '--',
        ],
      ],
      ...{ seesProcesses: true, gaps: [] },
    });
  });

  it('do not lift what this server is itself limited to, and say what holds', () => {
    const ownLimits = [
      ...['Max cpu time              60                   60                   seconds'],
      ...['Max file size             1000000              unlimited            bytes'],
      ...['Max data size             500000000            500000000            bytes'],
      ...['Max processes             4000                 4000                 processes'],
    ].join('\n');
    const { limits, before } = confine(wanted, { ...here, ownLimits });
    expect(limits).toEqual({
      ...{ memoryBytes: 500_000_000, fileBytes: 1_000_000, cpuSeconds: 60, processes: 128 },
    });
    expect(before.slice(1, -1)).toEqual([
      '--core=0',
      '--nproc=4000',
      '--data=500000000',
      '--fsize=1000000',
      '--cpu=60:60',
    ]);
  });

  it('where they cannot be kept are not claimed', () => {
    const bare = confine(wanted, { ...here, prlimit: null });
    expect([bare.before, bare.gaps]).toEqual([
      [],
      ['Memory, CPU time and file size are not limited: prlimit is not installed on this server.'],
    ]);
    expect(confine(wanted, { ...here, ownLimits: null })).toMatchObject({
      ...{ limits: wanted, seesProcesses: false },
      gaps: ['Processes are not counted, and those that leave their group go on: this server has no /proc.'],
    });
    expect(confine(wanted, { prlimit: null, ownLimits: null }).gaps).toHaveLength(2);
  });
});
