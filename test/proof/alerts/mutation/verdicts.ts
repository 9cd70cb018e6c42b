import type { Run } from '../promtool';

/**
 * Whether each of some files of tests failed, as promtool's report says (JUnit's XML).
 * @param run how promtool ended
 * @throws Error when a file could not be read, is not told of, or the report and the end differ: a death would prove nothing
 */
export function verdictsOf(xml: string, paths: readonly string[], { isWell, said }: Run): readonly boolean[] {
  const unread = /parse error[^<]*/.exec(xml);
  if (unread) throw new Error(`promtool cannot read a mutant: ${unread[0]}`);
  const failed = failuresIn(xml);
  const verdicts = paths.map(path => {
    const verdict = failed.get(path);
    if (verdict === undefined)
      throw new Error(`promtool's report tells nothing of ${path}, so nobody has judged it: ${said}`);
    return verdict;
  });
  if (isWell !== [...failed.values()].every(each => !each))
    throw new Error(
      `promtool ended ${isWell ? 'well' : 'as if a test failed'}, and its report says otherwise: ${said}`,
    );
  return verdicts;
}

/** Whether each file failed, by its path. */
function failuresIn(xml: string): ReadonlyMap<string, boolean> {
  const suites = [...xml.matchAll(/<testsuite name="([^"]*)" tests="\d+" failures="(\d+)" errors="(\d+)"/g)];
  return new Map(
    suites.map(([, name = '', failed, errors]) => {
      if (errors !== '0') throw new Error(`promtool could not judge ${name}: ${xml.match(/<error>([^<]*)/)?.[1]}`);
      return [name, failed !== '0'];
    }),
  );
}
