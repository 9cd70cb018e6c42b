import { fileAt, git } from './git';
import { parseRelease, releasePath, type ReleasedImage } from './release-file';

/** Where an environment's digests must have run before (FP-15): production takes nothing untried. */
const SOURCES: Readonly<Record<string, string>> = {
  'fablink-prod': 'fablink-dev',
  'tripgen-prod': 'tripgen-dev',
  'memo-prod': 'memo-dev',
};

/** The environment that digests of this one must come from; undefined where it takes them from the pipeline. */
export function sourceOf(environment: string): string | undefined {
  return Object.hasOwn(SOURCES, environment) ? SOURCES[environment] : undefined;
}

/** An image that an environment ran, and the newest commit of the main line that brought it there. */
export interface Run extends ReleasedImage {
  readonly commit: string;
}

/**
 * Looks in the history of an environment's release file, newest first, for a digest of a service. Only the main line
 * counts (first parents): a commit on a branch that was merged with another digest never ran.
 * @param at Revision whose history is read.
 * @returns undefined where the environment never had it.
 */
export function findRun(
  root: string,
  at: string,
  environment: string,
  service: string,
  digest: string,
): Run | undefined {
  const path = releasePath(environment);
  const commits = git(root, 'log', '--first-parent', '--format=%H', at, '--', path).split('\n').filter(Boolean);
  const runs = commits.map(commit => ({ commit, image: imageAt(root, commit, path, service) }));
  // The last of a row of equal entries is the commit that brought the digest; other services may have moved since.
  const newest = runs.findIndex(run => run.image?.digest === digest);
  if (newest < 0) return undefined;
  const end = runs.findIndex((run, index) => index > newest && run.image?.digest !== digest);
  const brought = runs[(end < 0 ? runs.length : end) - 1];
  return brought?.image && { ...brought.image, commit: brought.commit };
}

function imageAt(root: string, commit: string, path: string, service: string): ReleasedImage | undefined {
  const text = fileAt(root, commit, path);
  if (text === undefined) return undefined;
  const { image } = parseRelease(text, `${path} at ${commit.slice(0, 12)}`);
  return Object.hasOwn(image, service) ? image[service] : undefined;
}
