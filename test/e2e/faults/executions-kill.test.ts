import { describeKilledExecutions } from '../../faults/execution-kill';

describeKilledExecutions(false);
