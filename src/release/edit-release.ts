import { finish, options, outcomeOf, type Outcome } from './command';
import { ReleaseError } from './release-error';
import { checkDigest, checkTag, readRelease, releasePath, writeRelease } from './release-file';

/**
 * Sets tag and digest of one service in the environment's release file (FD-13, LP-20).
 * Options: `--environment`, `--service`, `--tag`, `--digest`. Nothing is written where nothing changes.
 * @param root The repository's root.
 */
export function editRelease(root: string, argv: readonly string[]): Outcome {
  const asked = options(argv, ['environment', 'service', 'tag', 'digest']);
  const image = { tag: checkTag(asked.tag), digest: checkDigest(asked.digest) };
  const release = readRelease(root, asked.environment);
  const now = Object.hasOwn(release.image, asked.service) ? release.image[asked.service] : undefined;
  if (now === undefined) throw new ReleaseError(unknownService(asked.environment, asked.service, release.image));
  if (now.tag === image.tag && now.digest === image.digest) {
    return { code: 0, text: `${asked.service} in ${asked.environment} is already at ${image.tag} ${image.digest}` };
  }
  writeRelease(root, asked.environment, { image: { ...release.image, [asked.service]: image } });
  return { code: 0, text: `${asked.service} in ${asked.environment}: ${now.tag} -> ${image.tag} ${image.digest}` };
}

function unknownService(environment: string, service: string, image: Readonly<Record<string, unknown>>): string {
  const known = Object.keys(image).join(', ') || 'none';
  return `${releasePath(environment)} has no service "${service}" (it has: ${known})`;
}

if (require.main === module) finish(outcomeOf(() => editRelease(process.cwd(), process.argv.slice(2))));
