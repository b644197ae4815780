'use strict';
// npm run test:faults -- --rounds 20
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { parseArgs } = require('node:util');

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: process.env.FAULT_ROUNDS ?? '20' } },
});
if (!/^[1-9]\d{0,3}$/.test(values.rounds)) {
  process.stderr.write('--rounds must be a whole number from 1\n');
  process.exit(2);
}
const jest = join(__dirname, '../../node_modules/jest/bin/jest.js');
const { status } = spawnSync(process.execPath, [jest, '--config', join(__dirname, 'jest.config.js')], {
  stdio: 'inherit',
  env: { ...process.env, FAULT_ROUNDS: values.rounds },
});
process.exit(status ?? 1);
