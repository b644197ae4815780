'use strict';
/** Tests below test/e2e that kill whole processes, or wait for those that they start: `npm run test:faults:short` runs them. */
module.exports = [
  'e2e/faults/',
  'e2e/instances/',
  'e2e/operations/backup.test.ts',
  'e2e/operations/migrations.test.ts',
];
