import { finish, options, outcomeOf, type Outcome } from './command';
import { changedPaths, commitOf, fileAt } from './git';
import { environmentOf, parseRelease } from './release-file';

/**
 * Prints the environments whose release file differs between two revisions, as a JSON list (the matrix of the
 * verification, FP-15). Options: `--base`, `--head`. An environment is left out where nothing was released to it yet.
 * @param root The repository's root.
 */
export function changedEnvironments(root: string, argv: readonly string[]): Outcome {
  const asked = options(argv, ['base', 'head']);
  const head = commitOf(root, asked.head);
  const paths = changedPaths(root, commitOf(root, asked.base), head).filter(path => isReleased(root, head, path));
  return { code: 0, text: JSON.stringify(paths.map(environmentOf)) };
}

function isReleased(root: string, commit: string, path: string): boolean {
  const text = environmentOf(path) === undefined ? undefined : fileAt(root, commit, path);
  if (text === undefined) return false;
  return Object.values(parseRelease(text, path).image).some(({ digest }) => digest !== undefined);
}

if (require.main === module) finish(outcomeOf(() => changedEnvironments(process.cwd(), process.argv.slice(2))));
