'use strict';
// Starts the embedded Postgres on the folder given as argument, in a process that tests can kill or signal.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const options = {
    filename,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  };
  module._compile(transformSync(readFileSync(filename, 'utf8'), options).code, filename);
};
const { startEmbeddedPostgres } = require(join(__dirname, '../../src/core/database/embedded/index.ts'));

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const log = (line) => process.stderr.write(`${line}\n`);
startEmbeddedPostgres({ dataDir: process.argv[2], ephemeral: process.argv[3] === 'ephemeral', log }).then(
  (postgres) => {
    const alive = setInterval(() => undefined, 1000);
    const stop = async () => {
      // Long enough for a Postgres that has heard the same signal to be gone.
      await new Promise((resolve) => setTimeout(resolve, 300));
      say({ pidAfterSignal: postgres.pid });
      await postgres.stop();
      clearInterval(alive);
    };
    process.once('SIGINT', stop);
    say({ url: postgres.url, pid: postgres.pid });
  },
  (error) => {
    say({ error: error.message });
    process.exitCode = 1;
  },
);
