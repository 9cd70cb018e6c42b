const path = require('node:path');
const base = require('../../jest.config.js');

/**
 * The slow proofs, in full; `GARAM_PROOF=tenth` runs a seeded tenth of each.
 * @type {import('jest').Config}
 */
module.exports = {
  rootDir: path.resolve(__dirname, '../..'),
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/proof/**/*.proof.ts'],
  testTimeout: 600_000,
  // Every file makes the same databases on a server that is given: two at once would end each other's sessions.
  // Otherwise half of the time would be waiting, where as many run as there are processors.
  maxWorkers: process.env.GARAM_POSTGRES || process.env.GARAM_MARIADB ? 1 : 3,
  testSequencer: '<rootDir>/test/longest-first.js',
  sandboxInjectedGlobals: base.sandboxInjectedGlobals,
  globalSetup: '<rootDir>/test/model-file.ts',
  globalTeardown: '<rootDir>/test/after-all.ts',
  transform: base.transform,
};
