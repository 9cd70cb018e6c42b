import { driftText } from '../../src/views/drift';
import { fieldDifferences } from '../../src/views/field-difference';
import { findingText, messageText } from '../../src/views/findings';
import { summaryText } from '../../src/views/run-summary';
import { block, code, textTable, words } from '../../src/views/table';

describe('fields that differ', () => {
  test.each([
    ['a changed value', { a: { b: 1 } }, { a: { b: 2 } }, [{ path: '$.a.b', before: 1, after: 2 }]],
    ['a new field', {}, { a: null }, [{ path: '$.a', after: null }]],
    ['a lost field with an odd key', { 'x/y': 0 }, {}, [{ path: '$["x/y"]', before: 0 }]],
    ['an item of a list of one length', { l: [1, 2] }, { l: [1, 3] }, [{ path: '$.l[1]', before: 2, after: 3 }]],
    ['lists of two lengths as a whole', { l: [1] }, { l: [1, 2] }, [{ path: '$.l', before: [1], after: [1, 2] }]],
    ['a map in the place of a list', { l: [] }, { l: {} }, [{ path: '$.l', before: [], after: {} }]],
    ['another order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ])('%s', (_, before, after, expected) => {
    expect(fieldDifferences(before, after)).toEqual(expected);
  });
});

describe('a differing file', () => {
  test('shows twelve fields at most, and long values cut', () => {
    const fields = Array.from({ length: 14 }, (_, n) => ({ path: `$.f${n}`, before: 'x'.repeat(200) }));
    const lines = driftText({ path: 'dist/a.yaml', state: 'different', fields }).split('\n');
    expect(lines).toHaveLength(1 + 12 + 1 + 1);
    expect(lines[1]).toMatch(/^ {2}\$\.f0: committed "x{99}…, synthesized nothing$/);
    expect(lines[13]).toBe('  … and 2 more');
  });

  test('says where only the bytes differ', () => {
    expect(driftText({ path: 'dist/a.yaml', state: 'different', fields: [] })).toContain('in its bytes only');
  });
});

describe('a message', () => {
  test('leaves out what is not known, and indents further lines', () => {
    expect(messageText({ label: 'error', message: 'one\ntwo', expected: '', mend: 'a\nb' })).toBe(
      'error: one\n  two\n  mend: a\n    b',
    );
  });

  test('of a finding without a line points to the file', () => {
    const where = { environment: 'test', file: 'dist/test/a.yaml' };
    expect(findingText({ code: 'c', message: 'm', where, expected: 'e', mend: 'f' })).toBe(
      'error[c]: m\n  --> dist/test/a.yaml\n  in test\n  expected: e\n  mend: f',
    );
  });
});

describe('the summary', () => {
  test('adds up and mentions silenced findings', () => {
    const environments = [
      { environment: 'a', objects: 10, changed: 1, findings: 0 },
      { environment: 'b', objects: 5, changed: 0, findings: 2 },
    ];
    expect(summaryText({ environments, pages: 1, exceptions: 2, milliseconds: 1234 })).toBe(
      [
        'environment  objects  files changed  findings    time',
        'a                 10              1         0',
        'b                  5              0         2',
        'all               15              1         2  1.23 s',
        '1 page of docs/ changed',
        '2 findings silenced by exceptions',
      ].join('\n'),
    );
  });
});

describe('Markdown', () => {
  test('keeps what stands between backticks and escapes what would be markup', () => {
    expect(words('a_b *c* `d|e_` <f>\n g|h')).toBe('a_b \\*c\\* `d\\|e_` \\<f\\> g\\|h');
    expect(words('_x_ lone ` quote')).toBe('\\_x\\_ lone \\` quote');
  });

  test('fences code by more backticks than it has', () => {
    expect(code('a`b')).toBe('``a`b``');
    expect(code('`a`')).toBe('`` `a` ``');
    expect(code('')).toBe('');
    expect(block('sh', 'a\n```\nb\n')).toBe('````sh\na\n```\nb\n````');
  });
});

describe('a table', () => {
  test('pads its columns, sets figures right, and ends no line with spaces', () => {
    const columns = [{ heading: 'name' }, { heading: 'n', figures: true }, { heading: 'last' }];
    expect(
      textTable(columns, [
        ['a', '10', ''],
        ['long name', '5', 'x'],
      ]),
    ).toBe('name        n  last\na          10\nlong name   5  x');
  });
});
