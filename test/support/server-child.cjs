'use strict';
// Runs the server from its sources in a process of its own, which tests can limit, measure and kill.
const { join } = require('node:path');

require('./load-typescript.cjs');
require(join(__dirname, '../../src/main.ts'));
