import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';

/** What the figures were measured on; nothing that identifies the machine. */
export function machineLine(postgres: string): string {
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  const cores = availableParallelism();
  return `${cores} cores (${model}), ${process.platform} ${process.arch}, Node ${process.versions.node}, PostgreSQL ${postgres}`;
}

/** Every socket needs a file descriptor in its client process and one in the server. */
export function possibleSockets(wanted: number): number {
  const limit = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  const count = limit === 'unlimited' ? wanted : Math.min(wanted, Number(limit) - 200);
  console.log(
    `  ${count} sockets (ulimit -Hn is ${limit}${count < wanted ? `, too low for ${wanted}` : ''})`,
  );
  return count;
}

/** Memory of a process that is in RAM. */
export function residentKb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  } catch {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  }
}
