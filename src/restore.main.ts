import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AuditVerificationService } from './admin/audit/audit-verification.service';
import { withoutServing } from './app.setup';
import { BackupRefused, OutcomeUnknown } from './backup/backup.errors';
import { interruption } from './backup/interruption';
import { lacksFiles, type Manifest } from './backup/manifest';
import { restoreBackup } from './backup/restore-backup';
import { copySecrets, putSecrets, refuseUnlessUsable } from './backup/restored-secrets';
import { type Config, ConfigError, readConfig } from './config';
import { chainMemoryPath } from './core/audit/chain/chain-memory';
import { isDatabaseUnavailable } from './core/errors/describe-error';
import { log } from './core/logging/logger';
import { storageOf } from './core/storage/storage-of';
import { startOwnDatabase, withSecret } from './embedded';

const USAGE = `npm run restore -- --from FOLDER [--into DATABASE_URL --files FOLDER|configured [--with-secrets]] [--without-outgoing]
Puts a backup into an empty database and its files into the storage: all of it or nothing. Stop the servers first.
Without --into everything goes where the configuration says, secrets too. With --into nothing that is configured is touched:
files go into --files (a folder, or the configured storage), and secrets nowhere unless --with-secrets puts them into DATA_DIR.
--without-outgoing parks notifications and links to Jira, for rehearsals.
Exit code 0: it is there, equals the backup, and the audit log holds. 1: refused or failed, nothing was changed. 2: called in
the wrong way. 3: it is there, but the audit log does not hold. 4: it is there, or may be, but what comes after failed: the
message says what. 5: it is there and the audit log holds, but files are missing that the backup did not have.`;

const UNUSED_SECRET = 'not-needed-to-restore-0123456789';

/** Called in the wrong way: nothing has been looked at. */
class WrongUsage extends Error {}

/** The restore itself has been committed. */
class FailedAfterwards extends Error {}

interface Arguments {
  readonly from: string;
  readonly into?: string;
  readonly files?: string;
  readonly withSecrets: boolean;
  readonly withoutOutgoing: boolean;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const given = readArguments();
  const settings = readConfig(undefined, { JWT_SECRET: UNUSED_SECRET, LOG_LEVEL: 'error' });
  log.level = settings.LOG_LEVEL;
  const scratch =
    given.into && !given.withSecrets ? await mkdtemp(join(tmpdir(), 'ops-restore-')) : undefined;
  const target = targetOf(settings, given, scratch);
  const signal = interruption();
  let postgres: Awaited<ReturnType<typeof startOwnDatabase>> | undefined;
  try {
    await refuseUnlessUsable(target.DATA_DIR);
    if (target.embedded) postgres = await startOwnDatabase(target);
    const databaseUrl = postgres?.url ?? target.DATABASE_URL;
    const { from, withoutOutgoing } = given;
    const manifest = await restoreBackup({
      ...{ from, databaseUrl, storage: storageOf(target), withoutOutgoing, signal, say },
    });
    return await afterwards(manifest, given, settings, target, databaseUrl);
  } finally {
    // What is left of these says nothing of the restore.
    await postgres?.stop().catch(() => undefined);
    if (scratch) await rm(scratch, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Where everything goes. A rehearsal must not write into what the servers use. */
function targetOf(settings: Config, { into, files }: Arguments, scratch?: string): Config {
  return {
    ...settings,
    ...(into ? { DATABASE_URL: into, embedded: false } : {}),
    ...(scratch ? { DATA_DIR: scratch } : {}),
    ...(files && files !== 'configured' ? { STORAGE_TYPE: 'local', STORAGE_PATH: resolve(files) } : {}),
  };
}

/** All is in place: whatever fails from here on has not undone it. */
async function afterwards(
  manifest: Manifest,
  { from }: Arguments,
  settings: Config,
  target: Config,
  databaseUrl: string,
): Promise<number> {
  try {
    await putSecrets(manifest, from, target.DATA_DIR, say);
    if (target.DATA_DIR !== settings.DATA_DIR) await copySecrets(settings.DATA_DIR, target.DATA_DIR);
    await forgetChain(target);
    const isSecretKnown = settings.JWT_SECRET !== UNUSED_SECRET;
    const config = await withSecret({ ...target, JWT_SECRET: isSecretKnown ? settings.JWT_SECRET : '' });
    const code = await verifyAuditLog({ ...config, DATABASE_URL: databaseUrl, embedded: false });
    for (const key of manifest.missing_files) complain(`MISSING: the backup did not have the file ${key}.`);
    for (const key of manifest.damaged_files) complain(`DAMAGED: the backup did not have the file ${key}.`);
    return code === 0 && lacksFiles(manifest) ? 5 : code;
  } catch (error) {
    throw new FailedAfterwards(
      `The backup IS restored, and equals it; do not restore again. What comes after failed: ${wordsFor(error)}`,
      { cause: error },
    );
  }
}

function readArguments(): Arguments {
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean', default: false } as const;
    const { values } = parseArgs({
      options: {
        ...{ from: text, into: text, files: text },
        ...{ 'with-secrets': flag, 'without-outgoing': flag },
      },
    });
    const { from, into, files, 'with-secrets': withSecrets, 'without-outgoing': withoutOutgoing } = values;
    const isUrl = into === undefined || /^postgres(ql)?:\/\//.test(into);
    // Without --into secrets go where they came from, anyway.
    const fits = into === undefined ? files === undefined : Boolean(files);
    if (from && isUrl && fits) return { from, into, files, withSecrets, withoutOutgoing };
  } catch {
    // Falls through to how it is used; what was not understood may hold a password.
  }
  throw new WrongUsage(USAGE);
}

/** What this instance remembers of the log that was there before would make it sign nothing of the one that is there now. */
async function forgetChain(config: Config): Promise<void> {
  const path = chainMemoryPath(config);
  if (!existsSync(path)) return;
  await rename(path, `${path}.before-restore`);
  say(`${path} was set aside: remove it on the other instances, too.`);
}

async function verifyAuditLog(config: Config): Promise<number> {
  let code = 0;
  await withoutServing(config, async (app) => {
    const found = await app.get(AuditVerificationService, { strict: false }).verify();
    if (found.valid)
      return say(`The audit log holds: ${found.checked} entries, ${found.checkpoints} checkpoints.`);
    code = 3;
    process.stderr.write(
      `The audit log does NOT hold: ${found.reason} at entry ${found.first_invalid_sequence}: ${found.message}\n` +
        'If its signing key is unknown here, set AUDIT_SIGNING_KEY to the one of before, or AUDIT_RETIRED_KEYS to its public key.\n',
    );
  });
  return code;
}

function wordsFor(error: unknown): string {
  if (isDatabaseUnavailable(error)) return 'The database cannot be reached.';
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): number {
  if (error instanceof WrongUsage) return 2;
  return error instanceof FailedAfterwards || error instanceof OutcomeUnknown ? 4 : 1;
}

main()
  .then((code) => process.exit(code))
  .catch((error: unknown) => {
    const ours = [BackupRefused, WrongUsage, ConfigError, FailedAfterwards, OutcomeUnknown];
    const isOurs = ours.some((type) => error instanceof type);
    complain(
      isOurs ? (error as Error).message : `The restore failed, and nothing was changed: ${wordsFor(error)}`,
    );
    process.exit(codeOf(error));
  });
