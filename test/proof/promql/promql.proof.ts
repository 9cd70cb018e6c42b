import { readPromql, withArguments } from '../../../src/gates/monitoring/promql';
import { queriesOf } from '../../../src/gates/monitoring/queries';
import { realModel } from '../../real-model';
import { PROMTOOL } from '../alerts/promtool';
import { BROKEN, EXPRESSIONS, PATTERNS } from './expressions';
import { calls, grafted, misspelt, withoutStructure } from './mutations';
import { refusedByPromtool } from './promtool';

/** Of misspelt queries a tenth is asked about where a tenth of each proof is wanted. */
const STEP = process.env.GARAM_PROOF === 'tenth' ? 10 : 1;

/** What Prometheus takes and the grammar for editors does not: nobody here writes it. */
const NARROWER = [
  /\d\.(?!\d).*: ours: unexpected "\."$/, // a number that ends in its point: `1.`
  /ours: unexpected "offset"$/, // a metric that is called offset
  /offset --.*: ours: unexpected "-"$/, // two signs before an offset
];

const proof = PROMTOOL === undefined ? test.skip : test;

/** Every query that stands in dist/, as Prometheus is asked it. */
const committed = [...new Set(queriesOf(realModel()).map(({ text }) => withArguments(text)))];
const expressions = [...committed, ...EXPRESSIONS];
const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].filter(text => text !== '');

const reasonOf = (text: string): string | undefined => {
  const read = readPromql(text);
  return 'refusal' in read ? read.refusal.reason : undefined;
};

interface Differences {
  /** What promtool alone refuses, and what we alone. */
  readonly missed: readonly string[];
  readonly more: readonly string[];
  /** How many promtool refuses. */
  readonly refused: number;
}

/** Texts about which we and promtool differ, with what either says. */
async function differences(texts: readonly string[]): Promise<Differences> {
  const theirs = await refusedByPromtool(texts);
  const missed = texts.flatMap((text, index) =>
    theirs.has(index) && reasonOf(text) === undefined ? [`${text}: promtool: ${theirs.get(index)}`] : [],
  );
  const more = texts.flatMap((text, index) => {
    const ours = theirs.has(index) ? undefined : reasonOf(text);
    return ours === undefined ? [] : [`${text}: ours: ${ours}`];
  });
  return { missed, more, refused: theirs.size };
}

describe('PromQL, judged by the real promtool', () => {
  proof('every committed query is taken by both', async () => {
    expect(committed.length).toBeGreaterThan(50);
    expect(await differences(expressions)).toEqual({ missed: [], more: [], refused: 0 });
  });

  proof('what is broken in a way of its own is refused by both', async () => {
    expect(await differences(BROKEN)).toEqual({ missed: [], more: [], refused: BROKEN.length });
  });

  proof('a regular expression is refused by both or by none', async () => {
    const { missed, more } = await differences(PATTERNS.map(pattern => `a{b=~\`${pattern}\`}`));
    expect({ missed, more }).toEqual({ missed: [], more: [] });
  });

  proof('a query that lacks a bracket, a quote or an operator is refused by both or by none', async () => {
    const texts = distinct(expressions.flatMap(withoutStructure));
    const { missed, more, refused } = await differences(texts);
    process.stderr.write(`${texts.length} queries without a character, ${refused} refused by promtool\n`);
    expect({ missed, more }).toEqual({ missed: [], more: [] });
    expect(refused).toBeGreaterThan(texts.length / 2);
  });

  proof.each([
    ['a query with something else in place of a part', () => distinct(EXPRESSIONS.flatMap(grafted))],
    ['a call with any arguments', calls],
  ] as const)('%s is refused by both or by none', async (_, textsOf) => {
    const texts = textsOf();
    const { missed, more, refused } = await differences(texts);
    process.stderr.write(`${texts.length} texts, ${refused} refused by promtool\n`);
    expect({ missed, more }).toEqual({ missed: [], more: [] });
    expect(refused).toBeGreaterThan(texts.length / 4);
  });

  proof('a query that is misspelt anywhere and refused by promtool is refused by us', async () => {
    const texts = distinct(expressions.flatMap(misspelt)).filter((_, index) => index % STEP === 0);
    const { missed, more, refused } = await differences(texts);
    process.stderr.write(`${texts.length} misspelt, ${refused} refused by promtool, ${more.length} by us alone\n`);
    expect(missed).toEqual([]);
    expect(more.filter(each => !NARROWER.some(pattern => pattern.test(each)))).toEqual([]);
  });
});
