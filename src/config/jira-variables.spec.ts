import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config';

const URL = 'https://example.atlassian.net';
const read = (env: Record<string, string>) => () =>
  readConfig({ JIRA_API_TOKEN: 't', JIRA_PROJECT_KEY: 'OPS', ...env });

describe('the settings of Jira', () => {
  it('need a token and a project as soon as there is a site', () => {
    expect(() => readConfig({ JIRA_API_URL: URL })).toThrow(
      /JIRA_API_TOKEN must be set together with JIRA_API_URL\n.*JIRA_PROJECT_KEY must be set/s,
    );
    expect(read({ JIRA_API_URL: `${URL}/` })().JIRA_API_URL).toBe(URL);
    expect(readConfig({}).JIRA_API_URL).toBe('');
  });

  it.each([
    'http://example.com',
    'ftp://example.com',
    'example.com',
    'https://me:pw@example.com',
    `${URL}?a=b`,
  ])('do not send the token to %s', (site) =>
    expect(read({ JIRA_API_URL: site })).toThrow(/JIRA_API_URL must/),
  );

  it('may name a site within this machine in clear', () => {
    expect(read({ JIRA_API_URL: 'http://127.0.0.1:9000' })().JIRA_API_URL).toBe('http://127.0.0.1:9000');
  });

  it.each(['INC', 'TASK', 'ops', 'O', 'OPS-1', 'A"'])('do not take %s for a project', (key) =>
    expect(read({ JIRA_PROJECT_KEY: key })).toThrow(/JIRA_PROJECT_KEY must/),
  );

  it('do not take a secret that can be guessed', () => {
    expect(read({ JIRA_WEBHOOK_SECRET: 'short' })).toThrow(
      /JIRA_WEBHOOK_SECRET must be at least 16 bytes, not 5/,
    );
  });

  it('name each status once', () => {
    const statuses = 'open=New; investigating=Doing, In Work; resolved=Done; closed=Done';
    const { JIRA_INCIDENT_STATUSES: map } = read({ JIRA_INCIDENT_STATUSES: statuses })();
    expect([...map]).toEqual([
      ['open', ['New']],
      ['investigating', ['Doing', 'In Work']],
      ['resolved', ['Done']],
      ['closed', ['Done']],
    ]);
    for (const wrong of ['open=New', `${statuses}; open=Old`, `${statuses}; else=New`, 'open', 'open=,'])
      expect(read({ JIRA_INCIDENT_STATUSES: wrong })).toThrow(/JIRA_INCIDENT_STATUSES must/);
  });
});
