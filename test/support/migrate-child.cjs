'use strict';
// Migrates the database of DATABASE_URL as an instance does that starts, once it is told to: a server without all the rest.
const { join } = require('node:path');

require('reflect-metadata');
require('./load-typescript.cjs');
const { DataSource } = require('typeorm');
const { dataSourceOptions, migrate } = require(join(__dirname, '../../src/core/database/data-source.ts'));

process.stdin.once('data', async () => {
  try {
    const source = new DataSource(dataSourceOptions({ DATABASE_POOL_SIZE: 2 }, process.env.DATABASE_URL));
    await source.initialize();
    await migrate(source);
    await source.destroy();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  }
});
process.stdout.write('ready\n');
