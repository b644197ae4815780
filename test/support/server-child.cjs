'use strict';
// Runs the server from its sources in a process of its own, which tests can limit, measure and kill.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const options = {
    filename,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'commonjs', ignoreDynamic: true },
  };
  module._compile(transformSync(readFileSync(filename, 'utf8'), options).code, filename);
};
require(join(__dirname, '../../src/main.ts'));
