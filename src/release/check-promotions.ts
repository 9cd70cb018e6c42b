import { finish, options, outcomeOf, type Outcome } from './command';
import { changedPaths, commitOf, fileAt, git, needFullHistory } from './git';
import { findRun, sourceOf } from './promotion';
import { environmentOf, parseRelease, releasePath, type ReleaseFile } from './release-file';

/**
 * Checks every digest that a branch brings into an environment that takes only promoted ones (FP-15): it must have run
 * in the environment before, and with the same tag, whoever opened the pull request and however.
 * Options: `--base` (the branch it goes to), `--head`. Exit code 1 where a digest is untried.
 * A service that is new there may come without a digest: nothing was released yet.
 * @param root The repository's root, with its whole history.
 */
export function checkPromotions(root: string, argv: readonly string[]): Outcome {
  const asked = options(argv, ['base', 'head']);
  needFullHistory(root);
  const base = commitOf(root, asked.base);
  const head = commitOf(root, asked.head);
  const fork = git(root, 'merge-base', base, head);
  const environments = changedPaths(root, fork, head).flatMap(path => environmentOf(path) ?? []);
  const untried = environments.flatMap(environment => untriedIn(root, base, fork, head, environment));
  if (untried.length > 0) return { code: 1, text: untried.join('\n') };
  return { code: 0, text: `promotions are in order (${environments.join(', ') || 'no release file changed'})` };
}

function untriedIn(root: string, base: string, fork: string, head: string, environment: string): readonly string[] {
  const source = sourceOf(environment);
  if (source === undefined) return [];
  const before = releaseAt(root, fork, environment);
  return Object.entries(releaseAt(root, head, environment).image).flatMap(([service, image]) => {
    const was = before.image[service];
    if (was?.digest === image.digest && was?.tag === image.tag) return [];
    if (image.digest === undefined) return was === undefined ? [] : [`${environment}: ${service} lost its digest`];
    // `base`, not the branch: a branch could bring the digest to both environments at once.
    const run = findRun(root, base, source, service, image.digest);
    if (run === undefined) return [`${environment}: ${service} ${image.digest} never ran in ${source}`];
    if (run.tag !== image.tag) return [`${environment}: ${service} ${image.digest} ran in ${source} as ${run.tag}`];
    return [];
  });
}

function releaseAt(root: string, commit: string, environment: string): ReleaseFile {
  const path = releasePath(environment);
  const text = fileAt(root, commit, path);
  return text === undefined ? { image: {} } : parseRelease(text, `${path} at ${commit.slice(0, 12)}`);
}

if (require.main === module) finish(outcomeOf(() => checkPromotions(process.cwd(), process.argv.slice(2))));
