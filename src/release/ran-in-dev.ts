import { finish, options, outcomeOf, type Outcome } from './command';
import { needFullHistory } from './git';
import { findRun, sourceOf } from './promotion';
import { ReleaseError } from './release-error';
import { checkDigest } from './release-file';

/**
 * Answers whether a digest may go to an environment: it must have been in the release file of the environment that
 * comes before, on the main line (FP-15). Options: `--environment` (where to), `--service`, `--digest`.
 * Prints `tag=…` and `commit=…` (lines for `$GITHUB_OUTPUT`); exit code 1 where the digest never ran there.
 * @param root The repository's root, with its whole history.
 */
export function ranInDev(root: string, argv: readonly string[]): Outcome {
  const asked = options(argv, ['environment', 'service', 'digest']);
  const digest = checkDigest(asked.digest);
  const source = sourceOf(asked.environment);
  if (source === undefined) throw new ReleaseError(`nothing is promoted to "${asked.environment}"`);
  needFullHistory(root);
  const run = findRun(root, 'HEAD', source, asked.service, digest);
  if (run === undefined) return { code: 1, text: `${asked.service} ${digest} never ran in ${source}` };
  return { code: 0, text: `tag=${run.tag}\ncommit=${run.commit}` };
}

if (require.main === module) finish(outcomeOf(() => ranInDev(process.cwd(), process.argv.slice(2))));
