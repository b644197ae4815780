import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { readPublicKeys } from './core/audit/chain/checkpoint';
import { checkExport, readCheckpoints, Unreadable } from './core/audit/chain/export-check';

const USAGE = `npm run audit:verify -- EXPORT.jsonl CHECKPOINTS.json PUBLIC.pem
Verifies an export of the audit log against its signed checkpoints, without a database.
Exit code 0: it holds. 1: it does not. 2: it cannot be told.`;

async function main(): Promise<number> {
  const [log, list, pem, ...others] = process.argv.slice(2);
  if (!pem || others.length > 0) throw new Unreadable(USAGE);
  const keys = readKeys(await readFile(pem, 'utf8'));
  const checkpoints = readCheckpoints(await readFile(list, 'utf8'));
  const lines = createInterface({ input: createReadStream(log), crlfDelay: Infinity });
  const { fault, checked, unsigned, ...counts } = await checkExport(lines, checkpoints, keys);
  if (fault) {
    const row = fault.id === null ? '' : ` (row ${fault.id})`;
    process.stdout.write(`NOT VALID: ${fault.kind} at entry ${fault.sequence}${row}: ${fault.message}\n`);
    return 1;
  }
  const rest = unsigned > 0 ? `; the last ${unsigned} are behind the newest checkpoint` : '';
  process.stdout.write(`valid: ${checked} entries, ${counts.checkpoints} checkpoints${rest}\n`);
  return 0;
}

function readKeys(text: string): ReturnType<typeof readPublicKeys> {
  try {
    const keys = readPublicKeys(text);
    if (keys.size > 0) return keys;
  } catch {
    // Falls through to the one message.
  }
  throw new Unreadable('the public key is no Ed25519 key in PEM');
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
