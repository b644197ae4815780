import { afterAll, beforeAll, describe } from '@jest/globals';
import startPostgres from '../support/global-setup';
import stopPostgres from '../support/global-teardown';
import { describeKilledExecutions } from './execution-kill';

describe('at length', () => {
  beforeAll(startPostgres);
  afterAll(stopPostgres);
  describeKilledExecutions(true);
});
