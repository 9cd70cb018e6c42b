import { memos } from '../../../src/systems/memo/data/load/memos';
import { removeFolders } from '../backup/pod';
import { Cluster, codes } from './jobs';
import { hasMariaDb, reset, startServer, type Server } from './server';

/** Words of a text, as the full-text index cuts them: letters, digits and underscores. */
const wordsOf = (text: string): readonly string[] => text.normalize('NFC').match(/[\p{L}\p{N}_]+/gu) ?? [];

const text = ({ title, content }: { readonly title: string; readonly content: string }): string =>
  `${title}\n${content}`;

const suite = hasMariaDb() ? describe : describe.skip;

suite('search in Memo’s database (MM-03, MM-09)', () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer();
    reset(server);
    expect(codes(await new Cluster(server).chain())).toEqual([0, 0, 0]);
  });
  afterAll(async () => {
    await server.stop();
    removeFolders();
  });

  const ids = (where: string): readonly number[] =>
    server.query(`SELECT id FROM memo_app.memos WHERE ${where} ORDER BY id`).split('\n').filter(Boolean).map(Number);
  const match = (query: string): readonly number[] =>
    ids(`MATCH (title, content) AGAINST ('${query}' IN BOOLEAN MODE)`);

  test('every Korean word of two syllables is found, in exactly the memos that have a word that begins so', () => {
    const words = [...new Set(memos().flatMap(memo => wordsOf(text(memo)).filter(word => /^[가-힣]{2}$/.test(word))))];
    expect(words.length).toBeGreaterThan(200);
    for (const word of words) {
      const having = memos().filter(memo => wordsOf(text(memo)).some(each => each.startsWith(word)));
      expect([word, ...match(`+${word}*`)]).toEqual([word, ...having.map(({ id }) => id)]);
    }
  });

  test('a word with its particle is found by its stem, and two words must both be there', () => {
    expect(match('+서버*').length).toBeGreaterThan(5);
    expect(match('+백업*')).toContain(37);
    expect(match('+검색* +두*')).toEqual([99]);
    expect(match('+노트북* -파이썬*')).not.toContain(65);
  });

  test('English words are found whatever their case, also those that are stop words elsewhere and those of one letter', () => {
    expect(match('+KUBECTL')).toContain(83);
    expect(match('+how')).toEqual(
      memos()
        .filter(memo => wordsOf(text(memo)).some(each => each.toLowerCase() === 'how'))
        .map(({ id }) => id),
    );
    expect(match('+C +포인터*')).toContain(14);
    expect(match('+ABC123')).toEqual([98]);
  });

  test('LIKE finds what is inside a word; its own signs are escaped', () => {
    expect(match('+내림*')).toEqual([]);
    expect(ids("CONCAT(title, content) LIKE '%구매%'").length).toBeGreaterThanOrEqual(match('+구매*').length);
    expect(ids("content LIKE '%dry-run%'")).toEqual([13]);
    expect(ids("content LIKE '%50\\%\\_할인\\\\\\\\최종%'".replaceAll('\\\\\\\\', '\\\\\\\\'))).toEqual([123]);
    expect(ids("content LIKE '%🍊🍊🍊%'")).toEqual([97]);
    expect(ids("content LIKE '%🙂%'")).toEqual([118]);
  });

  test('a title is told from one with another emoji, which it is not in a collation of older Unicode', () => {
    expect(ids("title = '100번째 메모 기념 🎂'")).toEqual([100]);
    expect(ids("title = '100번째 메모 기념 🧁'")).toEqual([]);
    expect(ids("title = 'ＮＥＷ site is live'")).toEqual([56]);
  });
});
