import type { Squad } from './scenarios';
import { DATA } from './tasks-work/data';
import { MOBILE } from './tasks-work/mobile';
import { NETWORKING } from './tasks-work/networking';
import { PAYMENTS } from './tasks-work/payments';
import { PLATFORM } from './tasks-work/platform';
import { SECURITY } from './tasks-work/security';
import type { Work } from './tasks-work/work';

/** What each squad has to do: eight kinds of work, each for two things. */
export const WORK: Readonly<Record<Squad, readonly Work[]>> = {
  Platform: PLATFORM,
  Payments: PAYMENTS,
  Data: DATA,
  Networking: NETWORKING,
  Security: SECURITY,
  Mobile: MOBILE,
};
