import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config';

const S3 = { STORAGE_TYPE: 's3', AWS_S3_BUCKET: 'ops-evidence' };
const GCS = { STORAGE_TYPE: 'gcs', GCS_BUCKET: 'ops_evidence.example.com' };

describe('where files are stored', () => {
  it('takes a bucket and no more', () => {
    expect(readConfig(S3)).toMatchObject({ STORAGE_TYPE: 's3', AWS_REGION: 'us-east-1', AWS_S3_PREFIX: '' });
    expect(readConfig(GCS).GCS_BUCKET).toBe('ops_evidence.example.com');
  });

  it.each<[Record<string, string>, string]>([
    [{ STORAGE_TYPE: 's3' }, 'AWS_S3_BUCKET must be set when STORAGE_TYPE=s3'],
    [{ STORAGE_TYPE: 'gcs' }, 'GCS_BUCKET must be set when STORAGE_TYPE=gcs'],
    [{ ...S3, AWS_S3_BUCKET: 's3://ops' }, 'AWS_S3_BUCKET must be the name of a bucket'],
    [{ ...GCS, GCS_BUCKET: 'ops/evidence' }, 'GCS_BUCKET must be the name of a bucket'],
    [{ ...S3, AWS_REGION: 'eu central' }, 'AWS_REGION must be the name of a region'],
    [
      { ...S3, AWS_ACCESS_KEY_ID: 'AKIA' },
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set together',
    ],
    [
      { ...S3, AWS_SECRET_ACCESS_KEY: 'x' },
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set together',
    ],
    [{ ...S3, AWS_SESSION_TOKEN: 'x' }, 'AWS_SESSION_TOKEN must be set together with AWS_ACCESS_KEY_ID'],
    [{ ...S3, AWS_S3_PREFIX: '../other' }, 'AWS_S3_PREFIX must be a path'],
    [{ ...S3, AWS_S3_PREFIX: 'a//b' }, 'AWS_S3_PREFIX must be a path'],
    [{ ...GCS, GCS_PREFIX: 'ä' }, 'GCS_PREFIX must be a path'],
    [{ ...S3, AWS_S3_ENDPOINT: 'minio:9000' }, 'AWS_S3_ENDPOINT must be a URL'],
    [{ STORAGE_TYPE: 'azure' }, 'STORAGE_TYPE must be one of local, s3, gcs'],
  ])('refuses %j and says why', (env, fault) => expect(() => readConfig(env)).toThrow(fault));

  it('never repeats a credential', () => {
    const env = { ...S3, AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI', AWS_REGION: '?' };
    let said = '';
    try {
      readConfig(env);
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).toContain('AWS_REGION');
    expect(said).not.toContain('wJalrXUtnFEMI');
  });

  it('does not mind variables of a storage that is not used', () => {
    expect(readConfig({ AWS_S3_BUCKET: 's3://ops', AWS_ACCESS_KEY_ID: 'AKIA' }).STORAGE_TYPE).toBe('local');
  });

  it('takes prefixes with and without slashes around them', () => {
    for (const prefix of ['ops/production', '/ops/production/'])
      expect(readConfig({ ...S3, AWS_S3_PREFIX: prefix }).AWS_S3_PREFIX).toBe('ops/production');
  });
});
