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
  transform: base.transform,
};
