import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReleaseError } from './release-error';

/** One image as it was pushed: the tag says which commit it was built from, the digest says which bytes run. */
export interface ReleasedImage {
  /** Full git commit of the application, 40 lower-case hexadecimal digits (FD-04). */
  readonly tag: string;
  /** `sha256:` and 64 lower-case hexadecimal digits. @default nothing was released yet */
  readonly digest?: string;
}

/** Tag of a service that the pipeline never released. */
export const UNRELEASED = '0'.repeat(40);

/** What runs in one environment, by service: the one file that a release edits (FD-13). */
export interface ReleaseFile {
  readonly image: Readonly<Record<string, ReleasedImage>>;
}

const ENVIRONMENT = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const TAG = /^[0-9a-f]{40}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * Path of an environment's release file from the repository's root, with forward slashes.
 * @throws ReleaseError where the name could leave the folder or is none of ours.
 */
export function releasePath(environment: string): string {
  if (!ENVIRONMENT.test(environment)) {
    throw new ReleaseError(`environment "${environment}" is not a name such as "fablink-dev"`);
  }
  return `src/environments/${environment}.release.json`;
}

/** The environment whose release file this path is; undefined for every other path. */
export function environmentOf(path: string): string | undefined {
  return /^src\/environments\/([a-z0-9-]+)\.release\.json$/.exec(path)?.[1];
}

/** @throws ReleaseError where it is not a full commit in lower case (`latest`, a branch, a short commit). */
export function checkTag(tag: string): string {
  if (!TAG.test(tag)) {
    throw new ReleaseError(`tag "${tag}" is not a full git commit (40 lower-case hexadecimal digits)`);
  }
  return tag;
}

/** @throws ReleaseError where it is not a SHA-256 digest as registries print it. */
export function checkDigest(digest: string): string {
  if (!DIGEST.test(digest)) {
    throw new ReleaseError(`digest "${digest}" is not "sha256:" and 64 lower-case hexadecimal digits`);
  }
  return digest;
}

/**
 * Reads the text of a release file.
 * @param from Named in the error: a path, or a path at a commit.
 * @throws ReleaseError where it is not JSON or not of the file's shape.
 */
export function parseRelease(text: string, from: string): ReleaseFile {
  const images = imagesOf(parseJson(text, from), from);
  const image: Record<string, ReleasedImage> = {};
  for (const [service, value] of Object.entries(images))
    image[service] = checkImage(value, `${from}: image.${service}`);
  return { image };
}

/** The release file of an environment in a checkout. @throws ReleaseError where it is missing or malformed. */
export function readRelease(root: string, environment: string): ReleaseFile {
  const path = releasePath(environment);
  const absolute = join(root, path);
  if (!existsSync(absolute)) throw new ReleaseError(`${path} does not exist: is "${environment}" an environment?`);
  return parseRelease(readFileSync(absolute, 'utf8'), path);
}

/** Writes the file whole, or not at all: a reader never sees half of it. */
export function writeRelease(root: string, environment: string, release: ReleaseFile): void {
  const absolute = join(root, releasePath(environment));
  writeFileSync(`${absolute}.next`, `${JSON.stringify(release, null, 2)}\n`);
  renameSync(`${absolute}.next`, absolute);
}

function parseJson(text: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ReleaseError(`${from} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function imagesOf(value: unknown, from: string): Record<string, unknown> {
  const image = isRecord(value) && Object.keys(value).length === 1 ? value['image'] : undefined;
  if (!isRecord(image)) throw new ReleaseError(`${from} must have exactly one key, "image", with one entry a service`);
  return image;
}

function checkImage(value: unknown, from: string): ReleasedImage {
  if (!isRecord(value) || !Object.keys(value).every(key => key === 'tag' || key === 'digest')) {
    throw new ReleaseError(`${from} may have the keys "tag" and "digest" and no other`);
  }
  const { tag, digest } = value;
  if (typeof tag !== 'string') throw new ReleaseError(`${from}: "tag" must be a string`);
  if (digest === undefined && tag === UNRELEASED) return { tag };
  if (typeof digest !== 'string') throw new ReleaseError(`${from}: a released image has a "digest", a string`);
  return { tag: checkTag(tag), digest: checkDigest(digest) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
