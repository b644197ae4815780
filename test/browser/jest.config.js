/** What people see, in a real browser: needs one and the built example, and therefore stands outside `npm test`. */
const root = require('../../jest.config.js');
const { displayName, testMatch, ...common } = root.projects.at(-1);
module.exports = {
  ...common,
  testMatch: ['<rootDir>/test/browser/**/*.browser.ts'],
  maxWorkers: 1,
  testTimeout: 60_000,
};
