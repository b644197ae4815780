import { isKey } from '../core/storage/storage-key';
import { BackupRefused } from './backup.errors';

export const FORMAT = 'ops-control-center-backup';
export const FORMAT_VERSION = 1;

/** What a backup says of one table. */
export interface TableEntry {
  /** With its schema, e.g. `public.incidents`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Of all rows, in whatever order; see RowDigest. */
  readonly digest: string;
}

export interface SequenceEntry {
  readonly name: string;
  /** A bigint, as text. */
  readonly last: string;
  readonly called: boolean;
}

export interface FileEntry {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** manifest.json of a backup. */
export interface Manifest {
  readonly format: typeof FORMAT;
  readonly version: typeof FORMAT_VERSION;
  readonly created_at: string;
  /** Of PostgreSQL. */
  readonly server_version: string;
  readonly migrations: readonly string[];
  readonly tables: readonly TableEntry[];
  readonly sequences: readonly SequenceEntry[];
  /** Days (UTC) that metrics have a partition for. */
  readonly metric_days: readonly string[];
  readonly files: readonly FileEntry[];
  /** Keys that rows refer to, but whose file was not in the storage. */
  readonly missing_files: readonly string[];
  /** Keys of files that were not as they had been stored, and are not in the backup. */
  readonly damaged_files: readonly string[];
  /** Keys whose rows, and files, went away while the backup was made. */
  readonly removed_files: readonly string[];
  /** Secrets of DATA_DIR that were asked for. */
  readonly secrets: readonly string[];
}

/** Files of DATA_DIR that may be asked for. */
export const SECRETS = ['jwt-secret', 'audit-signing-key.pem'] as const;

const NAME = /^(public|pgboss)\.[a-z_][a-z0-9_]{0,62}$/;
const SHA256 = /^[0-9a-f]{64}$/;
/** Folders of the storage's own, where uploads come in and where files are set aside. */
const NOT_STORED = new Set(['incoming', 'set-aside']);

/** Whether this can be the key of a stored file: nothing that leads out of its folder. */
export const isStoredKey = (key: unknown): key is string =>
  typeof key === 'string' && isKey(key) && key.includes('/') && !NOT_STORED.has(key.split('/')[0]);

export const tableFile = (name: string): string => `tables/${name}.copy.gz`;
export const storedFile = (key: string): string => `files/${key}`;
export const secretFile = (name: string): string => `secrets/${name}`;

/** Every file that a backup with this manifest consists of, but for the list of their checksums. */
export const filesOf = ({ tables, files, secrets }: Manifest): string[] => [
  'manifest.json',
  ...tables.map(({ name }) => tableFile(name)),
  ...files.map(({ key }) => storedFile(key)),
  ...secrets.map(secretFile),
];

/** Whether rows of it refer to files that are not in it, and should be. */
export const lacksFiles = ({ missing_files, damaged_files }: Manifest): boolean =>
  missing_files.length + damaged_files.length > 0;

/** Reads a manifest as a stranger might have written it. Throws BackupRefused. */
export function readManifest(text: string): Manifest {
  const given = parsed(text);
  if (given.format !== FORMAT) throw new BackupRefused('manifest.json is not that of a backup');
  if (given.version !== FORMAT_VERSION)
    throw new BackupRefused('The backup is of a newer format: restore it with the version that made it.');
  const fits =
    isListOf(given.migrations, (name) => typeof name === 'string') &&
    isListOf(given.tables, isTable) &&
    isListOf(given.sequences, isSequence) &&
    isListOf(given.metric_days, (day) => /^\d{4}-\d\d-\d\d$/.test(String(day))) &&
    isListOf(given.files, isFile) &&
    [given.missing_files, given.damaged_files, given.removed_files].every((keys) =>
      isListOf(keys, isStoredKey),
    ) &&
    isListOf(given.secrets, (name) => SECRETS.some((secret) => secret === name));
  if (!fits) throw new BackupRefused('manifest.json holds what no backup holds');
  const manifest = given as unknown as Manifest;
  const names = [...filesOf(manifest), ...manifest.sequences.map(({ name }) => name)];
  if (new Set(names).size < names.length) throw new BackupRefused('manifest.json names something twice');
  return manifest;
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Falls through to the one message.
  }
  throw new BackupRefused('manifest.json cannot be read');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListOf = (list: unknown, isOne: (value: unknown) => boolean): boolean =>
  Array.isArray(list) && list.every(isOne);

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const isName = (value: unknown): boolean => typeof value === 'string' && NAME.test(value);

const isHash = (value: unknown): boolean => typeof value === 'string' && SHA256.test(value);

const isTable = (table: unknown): boolean =>
  isRecord(table) &&
  isName(table.name) &&
  isListOf(table.columns, (column) => typeof column === 'string') &&
  isCount(table.rows) &&
  isHash(table.digest);

const isSequence = (sequence: unknown): boolean =>
  isRecord(sequence) &&
  isName(sequence.name) &&
  /^\d{1,19}$/.test(String(sequence.last)) &&
  typeof sequence.called === 'boolean';

const isFile = (file: unknown): boolean =>
  isRecord(file) && isStoredKey(file.key) && isCount(file.size) && isHash(file.sha256);
