const WORDS = [
  '',
  'main',
  'yes',
  'no',
  'on',
  'off',
  'y',
  'N',
  'null',
  '~',
  'true',
  'False',
  'NULL',
  '<<',
  '=',
  '.',
  '..',
]
  .concat([
    '.inf',
    '-.INF',
    '.nan',
    '-',
    '?',
    '- a',
    '? b',
    ':',
    'a:',
    'a: b',
    ': c',
    '#',
    'a #b',
    '&a',
    '*a',
    '!t',
    '|',
    '>',
  ])
  .concat([
    '---',
    '--- a',
    '...',
    '... a',
    '%',
    '%YAML 1.1',
    '@a',
    '`a',
    '{}',
    '[]',
    '{a: 1}',
    '[1]',
    ',',
    '"',
    "'",
    '"\'',
    "it's",
  ])
  .concat([
    '0',
    '-0',
    '+1',
    '007',
    '08',
    '0o7',
    '-0o17',
    '0O7',
    '0x1F',
    '0X1F',
    '0b1',
    '0B1',
    '1_000',
    '-_1',
    '1e3',
    '1E-3',
    '1e_3',
  ])
  .concat([
    '.5',
    '5.',
    '+.5e3',
    '12:30',
    '190:20:30.15',
    '2001-01-01',
    '2001-12-14t21:59:43.10-05:00',
    '2001-1-1 1:2:3',
  ])
  .concat([
    ' a',
    'a ',
    '\ta',
    'a\t',
    ' ',
    '\t',
    '\n',
    '\n\n',
    ' \n',
    '\t\n',
    '\n\t',
    '\r',
    '\r\n',
    'a\rb',
    'a\r\nb',
    '__typename',
    'E100000',
    'falsey',
  ])
  .concat([
    'a\nb',
    'a\nb\n',
    'a\n\n',
    '\na',
    '\n a',
    ' a\nb',
    '  a\n b',
    '\ta\nb',
    'a\n\tb',
    'a \nb',
    'a\n ',
    'a\n\n \n',
    ' \na',
  ])
  .concat([
    'a\n---\nb',
    'a\n...\n',
    '%a\nb',
    '"a"\nb',
    'a: b\nc: d\n',
    '# a\nb',
    '- a\n- b\n',
    'SELECT 1;\n\tFROM t;\n',
  ])
  .concat([
    '한국어',
    '한국어\n둘째 줄\n',
    'é',
    '🙂',
    'a🙂\nb',
    '\ud83d',
    '\ude42a',
    '\ufeffa',
    '\ufffe',
    '\uffff',
    '\u00a0',
    '\u00a0\n',
  ])
  .concat([
    '\u0085',
    'a\u0085b',
    '\u2028',
    'a\u2029\nb',
    '\0',
    '\x07',
    '\x1b[0m',
    '\x7f',
    '\x80',
    '\x9f\na',
    'a\x0bb',
    '\\',
    '\\n',
    'a\\\nb',
  ])
  .concat([
    '\x01'.repeat(300),
    'k'.repeat(499),
    'k'.repeat(1024),
    'k'.repeat(1025),
    'k '.repeat(600),
    'word '.repeat(30),
    `${'long line '.repeat(20)}\nend`,
  ]);

const KEYS = [
  'a',
  'b',
  'name',
  'app.kubernetes.io/name',
  'spec',
  'data',
  '1',
  '10',
  '2',
  '-1',
  '1.5',
  '01',
  'constructor',
  'toString',
  'length',
];

const PIECES = [
  '\n',
  '\n',
  ' ',
  '\t',
  ':',
  '#',
  '-',
  '"',
  "'",
  '%',
  '\\',
  'a',
  'b',
  'Z',
  '0',
  '7',
  '_',
  '.',
  '---',
  '...',
  '한',
  '🙂',
].concat([
  '\r',
  '\u0085',
  '\u2028',
  '\x7f',
  '\ud800',
  ', ',
  ': ',
  ' #',
  '{',
  ']',
  '\n\n',
  '  ',
  'word word',
  '%%',
  '~',
  '\ufeff',
]);

const DIGITS = ['+', '-', '0', '0', '1', '7', '9', '_', 'o', 'O', 'b', 'B', 'x', 'X', 'e', 'E', '.', ':', 'F', '-'];

const NAMES = ['a', 'Z', 'q7', '_', '.', '/', ':', '-', 'yes', 'null', 'false', 'inf', 'e3', 'o', '1', 'E100', '00'];

/** Random and hostile objects out of one stream of numbers. */
export class YamlObjects {
  constructor(private readonly random: () => number) {}

  /** A map of up to `size` keys, nested up to `depth` levels. */
  map(depth: number, size = 6): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    for (let i = this.upTo(size); i > 0; i--) map[this.key()] = this.value(depth - 1);
    return map;
  }

  private value(depth: number): unknown {
    const kind = depth > 0 ? this.upTo(10) : 3 + this.upTo(7);
    if (kind < 2) return this.map(depth, 5);
    if (kind < 3) return Array.from({ length: this.upTo(5) }, () => this.value(depth - 1));
    if (kind === 3) return this.pick([{}, [], null, true, false, [[]], [{}], [null], { a: null }]);
    if (kind === 4) return this.number();
    return this.text();
  }

  private number(): number {
    const whole = this.upTo(100000);
    return this.pick([whole, -whole, this.random(), -0, 0, 1e21, 1e-7, 2 ** 53, 2 ** 63, 1.5e300, whole / 8, -1e-9]);
  }

  private key(): string {
    return this.random() < 0.6 ? this.pick(KEYS) : this.text();
  }

  text(): string {
    const kind = this.random();
    if (kind < 0.45) return this.pick(WORDS);
    if (kind < 0.55) return this.join(DIGITS, 7);
    if (kind < 0.65) return this.join(NAMES, 7);
    return this.join(PIECES, kind < 0.95 ? 8 : 60);
  }

  private join(pieces: readonly string[], length: number): string {
    return Array.from({ length: 1 + this.upTo(length) }, () => this.pick(pieces)).join('');
  }

  private pick<T>(from: readonly T[]): T {
    return from[this.upTo(from.length)] as T;
  }

  private upTo(end: number): number {
    return Math.floor(this.random() * end);
  }
}
