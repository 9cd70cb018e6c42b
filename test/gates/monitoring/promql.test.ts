import {
  everyPart,
  isAbout,
  lookbackOf,
  readPromql,
  withArguments,
  type Expression,
} from '../../../src/gates/monitoring/promql';

function parsed(text: string): Expression {
  const read = readPromql(text);
  if ('refusal' in read) throw new Error(`${text}: ${read.refusal.reason}`);
  return read.expression;
}

/** An expression with a pair of brackets around everything that operators join, to show what binds closest. */
function bound(expression: Expression): string {
  switch (expression.type) {
    case 'selector':
      return `${expression.name}${expression.offset === undefined ? '' : ` offset ${expression.offset}`}`;
    case 'binary':
      return `[${bound(expression.left)} ${expression.operator} ${bound(expression.right)}]`;
    case 'unary':
      return `-${bound(expression.of)}`;
    default:
      return expression.type;
  }
}

describe('PromQL is read as Prometheus reads it', () => {
  test('a selector has its name, its matchers, its range and its offset', () => {
    const [call, selector] = everyPart(parsed('rate(a_total{job="x",status=~"5.."}[5m] offset 1h)'));
    expect(call).toMatchObject({ type: 'call', function: 'rate' });
    expect(selector).toMatchObject({ type: 'selector', name: 'a_total', range: 300, offset: 3600, isPinned: false });
    expect(selector).toMatchObject({
      matchers: [
        { label: 'job', operator: '=', value: 'x' },
        { label: 'status', operator: '=~', value: '5..' },
      ],
    });
  });

  test.each(['{__name__="a.b"}', '{"a.b"}', "{'a.b',}"])('the name of %s is found inside of the braces', text => {
    expect(parsed(text)).toMatchObject({ name: 'a.b', matchers: [] });
  });

  test('labels of by, on and groups are no series, and are told apart', () => {
    const sum = parsed('sum by (le, "a b") (x) * on (job) group_left (team) y');
    expect(sum).toMatchObject({
      left: { operator: 'sum', grouping: { type: 'by', labels: [{ name: 'le' }, { name: 'a b' }] } },
      matching: { type: 'on', labels: [{ name: 'job' }], group: { many: 'left', include: [{ name: 'team' }] } },
    });
    expect([...everyPart(sum)].flatMap(part => (part.type === 'selector' ? part.name : []))).toEqual(['x', 'y']);
  });

  test.each([
    ['a + b offset 5m', '[a + b offset 300]'],
    ['a + b offset 1m * c', '[a + [b offset 60 * c]]'],
    ['-a offset 1m ^ b', '-[a offset 60 ^ b]'],
    ['-a * b', '[-a * b]'],
    ['a unless b and c', '[[a unless b] and c]'],
    ['a and b unless c', '[[a and b] unless c]'],
    ['a - b - c', '[[a - b] - c]'],
    ['a ^ b ^ c', '[a ^ [b ^ c]]'],
    ['a or b and c == d + e * f', '[a or [b and [c == [d + [e * f]]]]]'],
  ])('in %s modifiers and operators bind as in %s', (text, expected) => {
    expect(bound(parsed(text))).toBe(expected);
  });

  test('what escapes say is read', () => {
    expect(parsed('a{b="\\x41\\102\\u00e9\\"\\\\."}')).toMatchObject({ matchers: [{ value: 'ABé"\\.' }] });
    expect(parsed('a{b=`\\d`}')).toMatchObject({ matchers: [{ value: '\\d' }] });
  });
});

describe('what Prometheus refuses is refused where it is wrong', () => {
  test.each([
    ['', 'the end where more is expected', ''],
    ['sum(a', 'the end where more is expected', ''],
    ['sum(a))', 'unexpected ")"', ')'],
    ['rate(a[5m]) >', 'the end where more is expected', ''],
    ['a b', 'unexpected "b"', 'b'],
    ['a{b="c}', 'a " that is never closed', '"c}'],
    ['a{b="c\\"}', 'a " that is never closed', '"c\\"}'],
    ['a{b="c\\"', 'a " that is never closed', '"c\\"'],
    ['a{b="\\."}', 'the escape \\. in a string, which Prometheus does not know', '"\\."'],
    ['a{b=~"(x"}', 'what is no regular expression that Prometheus takes', '"(x"'],
    ['a{b=~"(?!x)"}', 'what is no regular expression that Prometheus takes', '"(?!x)"'],
    ['{a=~".*"}', 'a selector that every series would match', '{a=~".*"}'],
    ['a{__name__="b"}', 'a metric that is named twice', 'a{__name__="b"}'],
    ['a\u00a0> 1', 'unexpected character U+00A0', '\u00a0'],
    ['a > 0.5and b', '0.5a…, which is neither number nor duration', '0.5'],
    ['a[0m]', 'the duration 0m, which is not above 0', '0m'],
    ['(a + b)[5m]', 'a range of something that is no selector of series', '[5m]'],
    ['a offset 1m [5m]', 'a range behind offset or @; it stands before them', ' [5m]'],
    ['a offset 1m offset 2m', 'two offsets of the same series', 'a offset 1m'],
    ['sum(a) offset 5m', 'offset behind something that is neither a selector of series nor a subquery', 'sum(a)'],
    ['rate(a)', 'the type instant vector in rate, which takes range vector', 'a'],
    ['sum(a[5m])', 'the type range vector in sum, which takes instant vector', 'a[5m]'],
    ['histogram_quantile(a)', '1 arguments of histogram_quantile, which takes 2', 'histogram_quantile(a)'],
    ['time(1)', '1 arguments of time, which takes 0', 'time(1)'],
    ['info(a)', 'info, which needs a feature flag', 'info(a)'],
    ['1 > 2', '> between numbers without bool', ' > '],
    ['a and 1', 'and of a number; it joins instant vectors', ' and '],
    ['a and on (b) group_left c', 'group_left behind and', ' and on (b) group_left '],
  ])('%s: %s', (text, reason, place) => {
    const read = readPromql(text);
    if (!('refusal' in read)) throw new Error(`${text} is taken`);
    expect(read.refusal.reason).toBe(reason);
    expect(text.slice(read.refusal.from, read.refusal.to)).toBe(place);
  });
});

describe('how far a query looks back', () => {
  test.each([
    ['rate(a[30d]) / rate(b[12h])', 30 * 86_400],
    ['a', 0],
    ['a offset 1d', 86_400],
    ['rate(a[5m] offset 1h30m)', 5700],
    ['max_over_time(rate(a[1h])[2w:5m] offset 1d)', 15 * 86_400 + 3600],
    ['rate(a[300])', 300],
    ['rate(a[1m] offset -1h)', 0],
  ])('%s: %d seconds', (text, seconds) => {
    expect(lookbackOf(parsed(text))).toBe(seconds);
  });
});

describe('arguments of an analysis', () => {
  test.each([
    ['a{b="{{args.hash}}"}', `a{b="${'\ue000'.repeat(13)}"}`],
    ['a > {{args.most}}', 'a > 0000000000001'],
    ['rate(a[{{args.for}}m])', 'rate(a[000000000001m])'],
    ['rate(a[1h{{args.for}}m30s])', 'rate(a[1h000000000001m30s])'],
    ['a{b="}}{{"}', 'a{b="}}{{"}'],
  ])('%s is read as %s, in which every character stands where it stood', (query, expected) => {
    expect(withArguments(query)).toBe(expected);
    expect(expected).toHaveLength(query.length);
    expect(readPromql(expected)).toHaveProperty('expression');
  });

  test.each([
    ['a_{{args.x}}', 'unexpected "{"'],
    ['{{args.x}}_total', 'unexpected "{"'],
    ['{"{{args.x}}",b="c"}', 'a metric that an argument names: nobody can check it'],
    ['{__name__="{{args.x}}"}', 'a metric that an argument names: nobody can check it'],
    ['a{"{{args.x}}"="b"}', 'a label that an argument names: nobody can check it'],
    ['sum by ("{{args.x}}") (a)', 'a label that an argument names: nobody can check it'],
  ])('%s is refused, for nobody can check a name that an argument gives', (query, reason) => {
    expect(readPromql(withArguments(query))).toMatchObject({ refusal: { reason } });
  });
});

describe('a matcher is about a value', () => {
  const about = (matcher: string, value: string): boolean => {
    const read = parsed(withArguments(`a{b${matcher},c="d"}`));
    const [first] = read.type === 'selector' ? read.matchers : [];
    if (!first) throw new Error(`${matcher} is no matcher`);
    return isAbout(first, value);
  };

  test.each([
    ['="x"', 'x'],
    ['!="x"', 'x'],
    ['=~"(?P<n>x|y)"', 'y'],
    ['!~"x.*"', 'x1'],
    ['=~"[xy]\\\\.z"', 'y.z'],
  ])('b%s is about %s and not about another', (matcher, value) => {
    expect([about(matcher, value), about(matcher, 'another')]).toEqual([true, false]);
  });

  test.each([
    '="{{args.x}}"',
    '!="a-{{args.x}}"',
    '=~"{{args.x}}|y"',
    '=~"(?i)X"',
    '=~"(?i:X)"',
    '=~"[[:digit:]]"',
    '=~"\\\\pL"',
    '=~"[\\\\pL]"',
    '=~"\\\\x{41}"',
  ])('b%s may be about anything: what it says is not known here', matcher => {
    expect(about(matcher, 'another')).toBe(true);
  });
});
