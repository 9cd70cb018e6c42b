import { parserSafeStrings } from '../../../src/gates/text/parser-safe-strings';
import { declaredAt, modelOf } from '../model-of';

const configMap = (data: Record<string, unknown>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'shop' },
  data,
});

const findingsFor = (data: Record<string, unknown>) => parserSafeStrings.check(modelOf([configMap(data)]));

describe('parser-safe-strings', () => {
  it.each([
    ['0o7', 'number'],
    ['-0O17', 'number'],
    ['0X1F', 'number'],
    ['0B1', 'number'],
    ['0b-1', 'number'],
    ['1e_3', 'number'],
    ['1.5e3_0', 'number'],
    ['-_1', 'number'],
    ['0_x1', 'number'],
    ['a\u0085b', 'line break of Unicode'],
    ['a\u2028b', 'line break of Unicode'],
    ['\u2029', 'line break of Unicode'],
    ['\tSELECT 1;\nSELECT 2;\n', 'tab'],
    ['\n\n\tSELECT 1;\n', 'tab'],
    ['\n\tSELECT 1;', 'tab'],
    ['  \nSELECT 1;\n', 'white space only'],
    ['\n  \n', 'white space only'],
    ['a\n \nb\n ', 'line of one space'],
    ['a\r\n \nb', 'line of one space'],
    ['a\x7fb', 'refuses or loses'],
    ['\x9f', 'refuses or loses'],
    ['\ufeffa', 'refuses or loses'],
    ['\uffff', 'refuses or loses'],
    ['half \ud83d', 'refuses or loses'],
  ])('names the value %j', (text, words) => {
    expect(findingsFor({ good: 'good', bad: text })).toEqual([
      {
        code: 'parser-safe-strings',
        message: expect.stringContaining(words),
        where: {
          environment: 'test',
          object: 'ConfigMap/shop/settings',
          path: '$.data.bad',
          file: 'dist/test/test-app/shop/ConfigMap.settings.yaml',
          source: declaredAt,
        },
        expected: expect.stringMatching(/\w/),
        mend: expect.stringMatching(/\w/),
      },
    ]);
  });

  it.each(['<<', '0o7', '0X1F', 'a\u2028b', '\ufeff'])('names the key %j', key => {
    const findings = findingsFor({ [key]: 'value' });
    expect(findings).toEqual([expect.objectContaining({ message: expect.stringMatching(/^the key /) })]);
    expect(findings[0]?.where.path).toBe(`$.data[${JSON.stringify(key)}]`);
  });

  it('names a value in a list by its position', () => {
    const [finding] = findingsFor({ list: [['a'], ['b', { deep: '0o7' }]] });
    expect(finding?.where.path).toBe('$.data.list[1][1].deep');
  });

  it('is silent about text that cdk8s quotes, and text that Go reads as text', () => {
    const quoted = ['8080', '-1', '1_000', '0x1F', '0b1', '007', '1e3', '.5', '5.', '12:30', '2001-01-01', 'yes', '~'];
    const plain = ['<<', '0bad123', '0xyz', '0o8', '0b2', '1.2.3', '1e3abc', '10.0.0.0/16', '-', '--flag', '500m'];
    const long = ['한국어\n둘째 줄\n', '🙂', 'a\tb', 'if a:\n\tb\n', 'a\n \nb\n', 'a\r\nb', '\na', '\x07', '', ' '];
    expect(findingsFor({ quoted, plain, long, '0x1F': '', '8080': '', yes: '' })).toEqual([]);
  });
});
