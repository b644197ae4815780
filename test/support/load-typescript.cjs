'use strict';
// Lets a process of its own run the sources as they are.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const swc = require('@swc/core');

const OPTIONS = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'commonjs', ignoreDynamic: true },
};
/** Of what the tests start many times most never changes. */
const CACHE = join(__dirname, '../../node_modules/.cache/ops-control-center');
const VERSION = JSON.stringify([swc.version, OPTIONS]);

require.extensions['.ts'] = (module, filename) => {
  module._compile(compiled(filename, readFileSync(filename, 'utf8')), filename);
};

function compiled(filename, source) {
  const kept = join(
    CACHE,
    createHash('sha256').update(VERSION).update(filename).update(source).digest('hex'),
  );
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const { code } = swc.transformSync(source, { ...OPTIONS, filename });
    keep(kept, code);
    return code;
  }
}

/** Complete or not at all: several processes start at a time. Where nothing can be kept it is compiled each time. */
function keep(path, code) {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(draft, code);
    renameSync(draft, path);
  } catch {
    return;
  }
}
