export * from './config';
export type { JiraNames } from './jira-variables';
