import { environments } from '../../src/environments';
import { pages, type Page } from './pages';

/** Paths of somebody's machine. Paths inside pods, such as /tmp, are none. */
const MACHINE = /(?<![\w./>}-])(?:\/(?:home|Users|root|work|mnt|private)\/[\w.-]+|\/tmp\/[\w.-]+|[A-Z]:\\\w+)/g;

const machinePaths = ({ text }: Page): readonly string[] => text.match(MACHINE) ?? [];

describe('the README', () => {
  const all = pages();
  const readmes = all.filter(({ path }) => /^README(\.ko)?\.md$/.test(path));

  test.each(readmes)('$path lists every environment with its cluster', ({ text }) => {
    const rows = text.split('\n').filter(line => line.startsWith('|'));
    const missing = environments.filter(
      ({ name, cluster }) => !rows.some(row => row.includes(`\`${name}\``) && row.includes(`\`${cluster.name}\``)),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test.each(readmes)('$path has at most 150 lines', ({ text }) => {
    expect(text.split('\n').length).toBeLessThanOrEqual(151);
  });

  test('no page names a path of somebody’s machine', () => {
    expect(all.flatMap(page => machinePaths(page).map(path => `${page.path}: ${path}`))).toEqual([]);
  });

  test('a path of a machine is found', () => {
    const text = 'in /home/kim/garam, C:\\garam and `/tmp/x`, but not argocd/dev/root/x or `/tmp` of a pod';
    expect(machinePaths({ path: 'page.md', text })).toEqual(['/home/kim', 'C:\\garam', '/tmp/x']);
  });
});
