import { runTogether } from '../support/together';

runTogether(2);
