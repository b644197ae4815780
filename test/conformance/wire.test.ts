import { afterAll, beforeAll, describe } from '@jest/globals';
import { accountsOnTheWire } from './wire/accounts';
import { answersOnTheWire } from './wire/answers';
import { auditOnTheWire } from './wire/audit';
import { costsOnTheWire } from './wire/finops';
import { incidentsOnTheWire } from './wire/infra';
import { reportsOnTheWire } from './wire/reports';
import { securityOnTheWire } from './wire/secops';
import { proceduresOnTheWire } from './wire/sops';
import { WireScene } from './wire/scene';

/** The product's own type definitions, field by field. Optional ones are there too, null when empty. */
describe('what leaves has exactly the fields of the product types', () => {
  const scene = new WireScene();
  beforeAll(() => scene.open());
  afterAll(() => scene.server.close());

  incidentsOnTheWire(scene);
  securityOnTheWire(scene);
  costsOnTheWire(scene);
  proceduresOnTheWire(scene);
  reportsOnTheWire(scene);
  accountsOnTheWire(scene);
  auditOnTheWire(scene);
  answersOnTheWire(scene);
});
