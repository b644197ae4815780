import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readKept, writeKept } from '../core/storage/kept-text';
import { BackupRefused } from './backup.errors';
import { BackupFolder } from './backup-folder';
import { type Manifest, secretFile, SECRETS } from './manifest';

/** Throws BackupRefused unless secrets can be read and kept there: nobody wants to learn that when all else is done. */
export async function refuseUnlessUsable(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK | constants.X_OK);
    for (const name of SECRETS) await readKept(join(dataDir, name));
  } catch (error) {
    throw new BackupRefused(`DATA_DIR cannot be used: ${(error as Error).message}`);
  }
}

/** Those that the backup has go there, unless there are others already. */
export async function putSecrets(
  { secrets }: Manifest,
  from: string,
  dataDir: string,
  say: (line: string) => void,
): Promise<void> {
  const folder = new BackupFolder(from);
  for (const name of secrets) {
    const path = join(dataDir, name);
    const [given, kept] = [(await folder.text(secretFile(name))).trim(), await readKept(path)];
    if (kept === undefined) await writeKept(path, given, false);
    else if (kept !== given) say(`${path} is there already, and another one: it was left as it is.`);
  }
}

/** Those of one folder that another one does not have yet. */
export async function copySecrets(from: string, to: string): Promise<void> {
  for (const name of SECRETS) {
    const kept = await readKept(join(from, name));
    if (kept !== undefined) await writeKept(join(to, name), kept, false);
  }
}
