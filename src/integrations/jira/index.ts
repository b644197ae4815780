export { JiraModule } from './jira.module';
