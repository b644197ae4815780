import { BackupRefused } from './backup.errors';
import type { BackupFolder } from './backup-folder';
import { filesOf, type Manifest, readManifest } from './manifest';

/**
 * Looks at everything in a backup: that nothing is missing, damaged or strange. Touches nothing. `known`: names of the
 * migrations of this product. Throws BackupRefused.
 */
export async function checkBackup(folder: BackupFolder, known: readonly string[]): Promise<Manifest> {
  const sums = await folder.sums();
  await folder.check('manifest.json', sums.get('manifest.json'));
  const manifest = readManifest(await folder.text('manifest.json'));
  const newer = manifest.migrations.filter((name) => !known.includes(name));
  if (newer.length > 0)
    throw new BackupRefused(
      `The backup was made by a newer version, which knows ${newer[0]}: restore it with that version.`,
    );
  const names = new Set(filesOf(manifest));
  const strange = [...sums.keys()].filter((name) => !names.has(name));
  if (strange.length > 0) throw new BackupRefused('SHA256SUMS lists what manifest.json does not know');
  for (const name of names) await folder.check(name, sums.get(name));
  return manifest;
}
