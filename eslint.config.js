const { defineConfig } = require('eslint/config');
const tseslint = require('typescript-eslint');

/** Rooms below src/main.ts: same commit, same bytes, whatever the machine, the place and the hour. */
const pure = ['systems', 'constructs', 'environments', 'synth', 'delivery', 'gates', 'views', 'objects', 'model'];

const message = 'It differs between machines, places or runs: take it as a value from above (src/main.ts, src/cli).';
const globals = ['Date', 'performance', 'crypto', 'fetch', 'setTimeout', 'setInterval', 'Intl', 'navigator'];
const properties = [
  ['process', 'env'],
  ['process', 'cwd'],
  ['process', 'hrtime'],
  ['process', 'platform'],
  ['Math', 'random'],
];
/** Methods that sort or print by the machine's language. */
const localeMethods = 'CallExpression[callee.property.name=/^(localeCompare|toLocale[A-Za-z]*)$/]';

module.exports = defineConfig([
  { ignores: ['dist/', 'argocd/', 'crds/', 'imports/', 'schemas/', 'coverage/', '.cache/', '.garam/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // What speaks to a person at a terminal.
    files: ['src/main.ts', 'src/cli/**', 'src/codegen/**', 'test/**', 'bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: pure.map(room => `src/${room}/**`),
    ignores: ['src/synth/writer/**'], // purity ends there: it meets a disk, other processes and their locks
    rules: {
      'no-restricted-globals': ['error', ...globals.map(name => ({ name, message }))],
      'no-restricted-properties': ['error', ...properties.map(([object, property]) => ({ object, property, message }))],
      'no-restricted-syntax': ['error', { selector: localeMethods, message }],
    },
  },
]);
