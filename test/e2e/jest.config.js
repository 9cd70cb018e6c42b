const path = require('node:path');
const base = require('../../jest.config.js');

/**
 * Proofs on a real API server. They need the tools: `npm run tools`, or `GARAM_TOOLS`.
 * @type {import('jest').Config}
 */
module.exports = {
  rootDir: path.resolve(__dirname, '../..'),
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'],
  globalSetup: '<rootDir>/test/e2e/before-all.ts',
  globalTeardown: '<rootDir>/test/after-all.ts',
  // A deadline tells that something never comes, not how fast it is: a busy machine takes several times longer. Each wait
  // has its own, which says what it waited for; this one is for what waits for nothing.
  testTimeout: 900_000,
  verbose: true,
  // While one waits for a controller's next look another one works: with more, two processors have no rest and gain nothing.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/longest-first.js',
  sandboxInjectedGlobals: base.sandboxInjectedGlobals,
  transform: base.transform,
};
