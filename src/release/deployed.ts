import { readFileSync } from 'node:fs';
import { finish, options, outcomeOf, type Outcome } from './command';
import { ReleaseError } from './release-error';
import { readRelease } from './release-file';

/** What is read of an Argo CD Application: field names as in its status. */
interface Application {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly sync?: { readonly status?: string };
    readonly health?: { readonly status?: string };
    readonly summary?: { readonly images?: readonly string[] };
  };
}

/**
 * Answers whether Argo CD runs what the release file says: every digest is among the live images of an Application that
 * is Synced and Healthy (FP-15, post-deployment verification). Option: `--environment`. A service that was never
 * released is left out.
 * Exit code 1 where it does not yet: ask again.
 * @param root The repository's root.
 * @param applications `kubectl get applications --output json`.
 */
export function deployed(root: string, argv: readonly string[], applications: string): Outcome {
  const { environment } = options(argv, ['environment']);
  const items = itemsOf(applications);
  const images = Object.entries(readRelease(root, environment).image).filter(([, { digest }]) => digest !== undefined);
  if (images.length === 0) throw new ReleaseError(`nothing was ever released to ${environment}`);
  const waiting = images.flatMap(([service, { digest }]) => reasonToWait(service, `${digest}`, items));
  if (waiting.length > 0) return { code: 1, text: waiting.join('\n') };
  return { code: 0, text: `${environment} runs ${images.map(([service]) => service).join(', ')} as released` };
}

function reasonToWait(service: string, digest: string, items: readonly Application[]): readonly string[] {
  const running = items.filter(item => item.status?.summary?.images?.some(image => image.endsWith(`@${digest}`)));
  if (running.length === 0) return [`${service}: no Application runs ${digest}`];
  return running.flatMap(({ metadata, status }) => {
    const state = `${status?.sync?.status ?? 'Unknown'} and ${status?.health?.status ?? 'Unknown'}`;
    return state === 'Synced and Healthy' ? [] : [`${service}: Application ${metadata.name} is ${state}`];
  });
}

function itemsOf(text: string): readonly Application[] {
  let parsed: { readonly items?: readonly Application[] };
  try {
    parsed = JSON.parse(text) as typeof parsed;
  } catch {
    throw new ReleaseError('standard input is not the JSON of a list of Applications');
  }
  if (!Array.isArray(parsed.items)) throw new ReleaseError('standard input has no "items"');
  return parsed.items;
}

if (require.main === module) {
  finish(outcomeOf(() => deployed(process.cwd(), process.argv.slice(2), readFileSync(0, 'utf8'))));
}
