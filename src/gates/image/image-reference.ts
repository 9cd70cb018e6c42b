import type { KubeObject } from '../../model';
import { everyField, type Step } from '../schema/json-path';

/** An image reference somewhere in an object. */
export interface ImageAt {
  readonly steps: readonly Step[];
  readonly reference: ImageReference;
}

/** An image reference in its parts. */
export interface ImageReference {
  /** The reference as it was written. */
  readonly text: string;
  /** Registry and repository, the registry written out (`docker.io/library/nginx`). */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** A tag that stands for "nothing has been released yet": a commit of forty zeros. */
export const UNRELEASED = '0'.repeat(40);

/** Kinds whose fields named `image` are data, or a part of a name that a chart puts together. */
const data = new Set(['ConfigMap', 'Secret', 'CustomResourceDefinition', 'Application', 'ApplicationSet']);

/** Every image that an object names, in pods and in the fields of operators' resources. */
export function imagesIn(object: KubeObject): readonly ImageAt[] {
  if (data.has(object.kind)) return [];
  const images: ImageAt[] = [];
  everyField(object, (name, value, steps) => {
    if (name === 'image' && typeof value === 'string') images.push({ steps: [...steps], reference: parsed(value) });
  });
  return images;
}

function parsed(text: string): ImageReference {
  const [named = '', digest] = split(text, text.indexOf('@'));
  const colon = named.lastIndexOf(':');
  const [repository = '', tag] = split(named, colon > named.lastIndexOf('/') ? colon : -1);
  return { text, repository: full(repository), tag, digest };
}

function split(text: string, at: number): readonly [string, string | undefined] {
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Writes out what container runtimes understand: the registry docker.io and its folder of official images. */
function full(repository: string): string {
  const slash = repository.indexOf('/');
  const first = repository.slice(0, Math.max(slash, 0));
  if (/[.:]/.test(first) || first === 'localhost') return repository;
  return slash < 0 ? `docker.io/library/${repository}` : `docker.io/${repository}`;
}
