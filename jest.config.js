/** Two projects: `unit` touches memory only; `integration` runs on a real Postgres cloned from a template. */
const swc = {
  '^.+\\.[tj]s$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        keepClassNames: true,
      },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
};
/** Somebody who names a file wants that one; all of them together load the server's modules once for each group. */
const named = process.argv.slice(2).some((argument) => /^test\/|\.test\.ts$/.test(argument));
const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: swc,
  // ESM-only packages that the server loads have to pass through the transform, and one that imports while it runs.
  transformIgnorePatterns: [
    '/node_modules/(?!(file-type|strtok3|token-types|peek-readable|uint8array-extras|@tokenizer|@borewit|@opentelemetry/otlp-exporter-base)/)',
  ],
  moduleNameMapper: {
    '^file-type$': '<rootDir>/node_modules/file-type/index.js',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: [
    '<rootDir>/dist',
    '<rootDir>/.data',
    '<rootDir>/examples',
    '<rootDir>/clients/typescript/dist',
  ],
};
module.exports = {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/src/**/*.spec.ts',
        '<rootDir>/test/architecture/**/*.spec.ts',
        '<rootDir>/clients/typescript/test/*.spec.ts',
      ],
    },
    {
      ...common,
      displayName: 'integration',
      testMatch: [`<rootDir>/test/${named ? '{database,conformance,e2e}/**' : 'groups'}/*.test.ts`],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
  // Tests wait more than they compute; a worker that has grown is replaced before its garbage costs more than it.
  maxWorkers: 3,
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30000,
};
