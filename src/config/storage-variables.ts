import { decimal, flag, oneOf, secret, text, url, type Variable } from './variable';

/** What stands before all keys in a bucket, so that it can hold other things too. */
const prefix = (about: string): Variable<string> => ({
  fallback: '',
  about,
  parse: (value) => {
    const parts = value.replace(/^\/+|\/+$/g, '').split('/');
    if (value === '') return value;
    if (value.length > 200 || !parts.every((part) => /^[\w.-]+$/.test(part) && !/^\.+$/.test(part)))
      throw new Error('must be a path such as ops/production, of letters, digits, dots, - and _');
    return parts.join('/');
  },
});

/** Where uploaded files and those of reports are kept. */
export const STORAGE_VARIABLES = {
  STORAGE_TYPE: oneOf(['local', 's3', 'gcs'], 'local', 'Where uploaded files are kept'),
  STORAGE_PATH: text(
    '',
    'Folder of uploaded files, with s3 and gcs of those on their way; default storage/ under DATA_DIR',
  ),
  STORAGE_TIMEOUT_SECONDS: decimal(
    30,
    0.1,
    600,
    'How long a bucket may take to answer one request, and pause within a download',
  ),
  AWS_S3_BUCKET: text('', 'Bucket of s3, which must exist'),
  AWS_S3_PREFIX: prefix('What stands before all keys in it, e.g. ops/production'),
  AWS_REGION: text('us-east-1', 'Region of the bucket'),
  AWS_S3_ENDPOINT: url(['http', 'https'], 'Another server that speaks S3; empty is that of AWS'),
  AWS_S3_FORCE_PATH_STYLE: flag(false, 'Names the bucket in the path and not in the host, as MinIO needs'),
  AWS_ACCESS_KEY_ID: secret('Credentials; without them those of the instance, container or profile'),
  AWS_SECRET_ACCESS_KEY: secret('Belongs to AWS_ACCESS_KEY_ID'),
  AWS_SESSION_TOKEN: secret('Belongs to AWS_ACCESS_KEY_ID where that is temporary'),
  GCS_BUCKET: text('', 'Bucket of gcs, which must exist; credentials are Application Default Credentials'),
  GCS_PREFIX: prefix('What stands before all keys in it, e.g. ops/production'),
  GCS_API_ENDPOINT: url(['http', 'https'], 'An emulator in place of Google, asked without credentials'),
} as const;

type StorageSettings = {
  readonly [K in keyof typeof STORAGE_VARIABLES]: ReturnType<(typeof STORAGE_VARIABLES)[K]['parse']>;
};

/** What is wrong with the variables of the storage that is chosen; those of others do not matter. */
export function storageFaults(settings: StorageSettings): string[] {
  if (settings.STORAGE_TYPE === 'gcs')
    return bucketFaults('GCS_BUCKET', settings.GCS_BUCKET, 'gcs', /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/);
  if (settings.STORAGE_TYPE !== 's3') return [];
  const faults = bucketFaults(
    'AWS_S3_BUCKET',
    settings.AWS_S3_BUCKET,
    's3',
    /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/,
  );
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key, AWS_SESSION_TOKEN: token } = settings;
  if ((id === '') !== (key === ''))
    faults.push('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set together');
  if (token !== '' && id === '') faults.push('AWS_SESSION_TOKEN must be set together with AWS_ACCESS_KEY_ID');
  if (!/^[a-z0-9-]+$/.test(settings.AWS_REGION))
    faults.push(`AWS_REGION must be the name of a region such as eu-central-1`);
  return faults;
}

function bucketFaults(variable: string, value: string, type: string, name: RegExp): string[] {
  if (value === '') return [`${variable} must be set when STORAGE_TYPE=${type}`];
  return name.test(value) ? [] : [`${variable} must be the name of a bucket, without scheme or slashes`];
}
