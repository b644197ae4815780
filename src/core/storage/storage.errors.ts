import { NotFound, ServiceUnavailable } from '../errors/domain-error';
import { log } from '../logging/logger';

/** Files can be neither stored nor read for the moment. The caller learns that much, the log why. */
export class StorageUnavailable extends ServiceUnavailable {
  constructor(
    /** A word for the operator, without names of buckets or hosts. */
    readonly reason: string,
  ) {
    super('Files can be neither stored nor read for the moment.');
  }
}

/** A stored file is not what was put in. */
export class DamagedFile extends Error {
  constructor(what: string) {
    super(`a stored file is damaged: ${what}`);
    this.name = 'DamagedFile';
  }
}

/** What an operator can do about it, by the codes of S3, of Google and of the network. */
const ADVICE: readonly (readonly [codes: RegExp, advice: string])[] = [
  [
    /^(EACCES|EPERM|EROFS|ENOSPC|EDQUOT|EFBIG|ENOTDIR|ELOOP)$/,
    'the folder of STORAGE_PATH cannot be written to, or is full',
  ],
  [/^(NoSuchBucket|notFound)$/, 'there is no such bucket: create it, or mend its name'],
  [
    /^(AccessDenied|Forbidden|forbidden|403)$/,
    'the bucket may not be used with these credentials: grant them listing, reading, writing and deleting',
  ],
  [
    /^(InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|ExpiredToken|authError|required|401)$/,
    'the credentials are not valid, or the clock of this machine is wrong',
  ],
  [/^(CredentialsProviderError|NoCredentials)$/, 'no credentials were found'],
  [
    /^(PermanentRedirect|AuthorizationHeaderMalformed|301|307)$/,
    'the bucket is in another region: mend AWS_REGION',
  ],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the name of its server is not known: mend the endpoint or the region'],
  [
    /^(E[A-Z]+|ERR_STREAM_PREMATURE_CLOSE|TimeoutError|stalled|502|503|504|SlowDown)$/,
    'it does not answer, or not in time',
  ],
];

/** What to do about a reason. */
export const adviceOn = (reason: string): string =>
  ADVICE.find(([codes]) => codes.test(reason))?.[1] ?? 'it answers what was not expected';

/** That a folder, or the disk or network it is on, does not work. Not ENOENT: then the folder works, and a file is missing. */
const FOLDER_FAULTS =
  /^(EACCES|EPERM|EROFS|ENOSPC|EDQUOT|EFBIG|EIO|ESTALE|EMFILE|ENFILE|ENODEV|ENXIO|ENOTCONN|EHOSTDOWN|EREMOTEIO|ETIMEDOUT|ENOTDIR|ELOOP|EBUSY)$/;

/** The domain's error where a folder does not work; any other error as it is. */
export const folderError = (error: unknown): unknown =>
  FOLDER_FAULTS.test(String((error as { code?: unknown } | null)?.code)) ? bucketError(error) : error;

/** Why it failed, as one word: what it says itself may name bucket, host and key. */
function reasonOf(error: unknown): string {
  const { name, code, errors, message, type } = error as {
    name?: string;
    code?: string | number;
    type?: unknown;
    errors?: readonly { reason?: string; code?: string | number }[];
    message?: string;
  };
  if (/Could not load the default credentials/.test(message ?? '')) return 'NoCredentials';
  if (type === 'request-timeout') return 'TimeoutError';
  // Some packages wrap errors of the network in one that says so in prose alone.
  const told = /\b(E[A-Z]{5,}|TimeoutError)\b/.exec(message ?? '')?.[0];
  const said = [errors?.[0]?.reason, errors?.[0]?.code, code, name === 'Error' ? told : name];
  const word = said.find((one) => /^\w{3,60}$/.test(String(one ?? '')));
  return word === undefined ? 'unknown' : String(word);
}

/** The domain's error for one of a bucket: it is put down why, with details at the level debug alone. */
export function bucketError(error: unknown): Error {
  if (error instanceof NotFound || error instanceof StorageUnavailable || error instanceof DamagedFile)
    return error;
  const reason = reasonOf(error);
  log.warn({ reason }, `the file storage failed: ${adviceOn(reason)}`);
  log.debug({ err: error }, 'how the file storage failed');
  return new StorageUnavailable(reason);
}
