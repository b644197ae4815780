'use strict';
// npm run test:browser -- -t "Swagger UI"
const { spawnSync } = require('node:child_process');
const { existsSync, rmSync, statSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '../..');
const example = join(root, 'examples/react');

function run(program, args, cwd) {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** npm writes this file last, so that an install that was broken off is done again. */
const installed = join(example, 'node_modules/.package-lock.json');
const lock = join(example, 'package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs)
  run('npm', ['ci', '--no-audit', '--no-fund'], example);
run('npm', ['run', 'build', '--silent'], example);

// Only this run's pictures, and none of a screen that has gone.
rmSync(join(root, 'test-artefacts/browser'), { recursive: true, force: true });
const jest = join(root, 'node_modules/jest/bin/jest.js');
run(process.execPath, [jest, '--config', join(__dirname, 'jest.config.js'), ...process.argv.slice(2)], root);
