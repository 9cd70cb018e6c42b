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
  testTimeout: 120_000,
  verbose: true,
  transform: base.transform,
};
