/** What a row is called elsewhere. */
export interface IssueName {
  /** e.g. `OPS-42` */
  readonly key: string;
  /** Where people find it. */
  readonly url: string;
}

/** A row that has an id for people, which an issue in Jira may take the place of. */
export interface Tracked {
  jira_id: string;
  jira_url: string | null;
  former_jira_id: string | null;
}

/** Calls the row as its issue; null: as it was called before there was one. The other name goes on resolving. */
export function nameAs(row: Tracked, issue: IssueName | null): void {
  if (issue === null) {
    if (row.jira_url === null || row.former_jira_id === null) return;
    [row.jira_id, row.former_jira_id] = [row.former_jira_id, row.jira_id];
    row.jira_url = null;
    return;
  }
  if (row.jira_id !== issue.key) row.former_jira_id = row.jira_id;
  row.jira_id = issue.key;
  row.jira_url = issue.url;
}
