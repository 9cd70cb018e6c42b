import { readFileSync } from 'node:fs';
import { finish, options, outcomeOf, type Outcome } from './command';
import { ReleaseError } from './release-error';

/** Prometheus' answer to an instant query, as far as it is read. */
interface Answer {
  readonly status?: string;
  readonly error?: string;
  readonly data?: {
    readonly resultType?: string;
    readonly result?: readonly { readonly value?: readonly unknown[] }[];
  };
}

/**
 * Answers whether every series of a query stays within a limit (FP-15, FP-16). Options: `--name` (what is measured),
 * `--at-most` (a number in the query's unit). No series, or a value that is not a number, is no proof: exit code 1, like
 * a value above the limit.
 * @param answer Body of Prometheus' `/api/v1/query`.
 */
export function sloVerdict(argv: readonly string[], answer: string): Outcome {
  const asked = options(argv, ['name', 'at-most']);
  const limit = Number(asked['at-most']);
  if (!Number.isFinite(limit)) throw new ReleaseError(`--at-most "${asked['at-most']}" is not a number`);
  const values = valuesOf(answer);
  if (values.length === 0) return { code: 1, text: `${asked.name}: no data, so nothing is proved` };
  const broken = values.filter(value => !(value <= limit));
  if (broken.length > 0) return { code: 1, text: `${asked.name}: ${broken.join(', ')}, the limit is ${limit}` };
  return { code: 0, text: `${asked.name}: ${values.join(', ')}, within ${limit}` };
}

function valuesOf(text: string): readonly number[] {
  let answer: Answer;
  try {
    answer = JSON.parse(text) as Answer;
  } catch {
    throw new ReleaseError('standard input is not the JSON of a Prometheus answer');
  }
  if (answer.status !== 'success')
    throw new ReleaseError(`Prometheus refused the query: ${answer.error ?? 'no reason'}`);
  if (answer.data?.resultType !== 'vector') throw new ReleaseError('the query must give an instant vector');
  return (answer.data.result ?? []).map(series => Number(series.value?.[1]));
}

if (require.main === module) finish(outcomeOf(() => sloVerdict(process.argv.slice(2), readFileSync(0, 'utf8'))));
