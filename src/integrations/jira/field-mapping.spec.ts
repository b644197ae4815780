import { describe, expect, it } from '@jest/globals';
import { JIRA_VARIABLES } from '../../config/jira-variables';
import { fits, type IssueKind, namesOf, toOurs } from './field-mapping';

const parsed = (name: 'JIRA_INCIDENT_STATUSES' | 'JIRA_PRIORITIES'): IssueKind['statuses'] =>
  JIRA_VARIABLES[name].parse(JIRA_VARIABLES[name].fallback);
const KIND: IssueKind = {
  ...{ resource: 'incident', issueType: 'Task', leastDescription: 10 },
  ...{ statuses: parsed('JIRA_INCIDENT_STATUSES'), priorities: parsed('JIRA_PRIORITIES') },
};

describe('what a field is called in Jira', () => {
  it('goes out by its first name, a title in one line', () => {
    expect(namesOf(KIND, 'status', 'open')[0]).toBe('To Do');
    expect(namesOf(KIND, 'priority', 'critical')).toEqual(['Highest']);
    expect(namesOf(KIND, 'title', ' Two\nlines\t ')).toEqual(['Two lines']);
  });

  it('comes in by any of its names, in whatever case, and by no other', () => {
    expect(toOurs(KIND, 'status', 'in progress')).toBe('investigating');
    expect(toOurs(KIND, 'status', 'Done')).toBe('resolved');
    expect(toOurs(KIND, 'priority', 'Lowest')).toBe('low');
    for (const name of ['Triage', '', null]) expect(toOurs(KIND, 'status', name)).toBeNull();
  });

  it('is the same where one name in Jira stands for two here', () => {
    expect(['resolved', 'closed', 'open'].map((ours) => fits(KIND, 'status', ours, 'done'))).toEqual([
      true,
      true,
      false,
    ]);
    expect(fits(KIND, 'status', 'open', null)).toBe(false);
    expect(fits(KIND, 'description', 'a\r\n\r\n\r\nb ', 'a\n\nb')).toBe(true);
  });

  it('is cut to what may stand here, and refused if it is too little', () => {
    expect(toOurs(KIND, 'title', 'ab')).toBeNull();
    expect(toOurs(KIND, 'title', `${'x'.repeat(198)}🚀🚀`)).toBe(`${'x'.repeat(198)}…`);
    expect(toOurs(KIND, 'description', 'too short')).toBeNull();
    expect(toOurs(KIND, 'description', null)).toBeNull();
    expect(toOurs(KIND, 'description', 'x'.repeat(30_000))).toHaveLength(20_000);
  });
});
