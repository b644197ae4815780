/** Faults at length: minutes, not seconds, and therefore outside `npm test`, which has a short form of each. */
const root = require('../../jest.config.js');
const { displayName, testMatch, globalSetup, globalTeardown, ...common } = root.projects.at(-1);
module.exports = {
  ...common,
  testMatch: ['<rootDir>/test/faults/**/*.fault.ts'],
  maxWorkers: 1,
  testTimeout: 15 * 60_000,
};
