/** Jira did not do what was asked, and did not say that it was asked wrongly. */
export class JiraAway extends Error {
  constructor(
    message: string,
    /** Whether what was asked for may have been done all the same. */
    readonly isUnclear: boolean,
    /** Seconds before which it must not be tried again. */
    readonly leastSeconds = 0,
    /** Whether it is certain that nothing else would get through either. */
    readonly isOfAll = false,
  ) {
    super(message);
    this.name = 'JiraAway';
  }
}

/** It is too early to tell whether Jira has created an issue: its search lags. */
export class NotSettled extends Error {
  constructor(readonly seconds: number) {
    super('Jira may have created an issue that its search does not find yet');
    this.name = 'NotSettled';
  }
}

/** Jira refuses what was asked about this one issue. */
export class JiraRefused extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Names of Jira's fields that it finds fault with. */
    readonly fields: readonly string[],
  ) {
    super(message);
    this.name = 'JiraRefused';
  }
}
