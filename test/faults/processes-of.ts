import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Command lines of living processes that work in the folder or name it. */
function processesOf(folder: string): string[] {
  if (process.platform !== 'linux') {
    return execFileSync('ps', ['-Ao', 'stat=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(`${folder}/`) && !line.startsWith('Z'));
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        // A zombie has no command line and no folder.
        return command.includes(`${folder}/`) || readlinkSync(`/proc/${pid}/cwd`).startsWith(`${folder}/`)
          ? [command]
          : [];
      } catch {
        return [];
      }
    });
}

/** Waits until no process of the folder is left; gives those that remain after all. */
export async function untilNoneLeft(folder: string, limitMs = 15_000): Promise<string[]> {
  const deadline = Date.now() + limitMs;
  let left = processesOf(folder);
  while (left.length > 0 && Date.now() < deadline) {
    await sleep(50);
    left = processesOf(folder);
  }
  return left;
}
