/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Every core: jest leaves one idle of its own accord, which is half of a machine with two.
  maxWorkers: '100%',
  // Node's vm looks a global up anew each time it is named: a tenth of what the gates cost here, a fifth of the checks
  // of values. A parameter of each module is read at once. Every module of every suite pays for each entry, so only the
  // hot ones stand here.
  sandboxInjectedGlobals: ['Object', 'Array', 'Number', 'String'],
  // A deadline tells that something never comes, not how fast it is: a busy machine takes several times longer.
  testTimeout: 300_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/proof/'],
  globalSetup: '<rootDir>/test/model-file.ts',
  globalTeardown: '<rootDir>/test/after-all.ts',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
