import { DATA } from './scenarios/data';
import { MOBILE } from './scenarios/mobile';
import { NETWORKING } from './scenarios/networking';
import { PAYMENTS } from './scenarios/payments';
import { PLATFORM } from './scenarios/platform';
import type { Scenario, Squad } from './scenarios/scenario';
import { SECURITY } from './scenarios/security';

export * from './scenarios/scenario';

/** What goes wrong at each squad. Each squad has a scenario of every severity. */
export const SCENARIOS: Readonly<Record<Squad, readonly Scenario[]>> = {
  Platform: PLATFORM,
  Payments: PAYMENTS,
  Data: DATA,
  Networking: NETWORKING,
  Security: SECURITY,
  Mobile: MOBILE,
};
