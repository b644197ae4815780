/** The short form of the faults: what kills processes, restarts databases and starts several servers, once each. */
const root = require('../../jest.config.js');
const apart = require('../support/apart.cjs');

module.exports = {
  ...root.projects.at(-1),
  displayName: 'faults',
  testMatch: apart.map((path) => `<rootDir>/test/${path.endsWith('/') ? `${path}**/*.test.ts` : path}`),
  // Each of them keeps the machine busy by itself.
  maxWorkers: 1,
  testTimeout: 60_000,
};
