/** A container image, pinned: by tag, and by digest once a pipeline has built it. */
export interface Image {
  /** Registry and repository without a tag (`docker.io/curlimages/curl`). */
  readonly repository: string;
  /** Exact version or git commit; never `latest`. */
  readonly tag: string;
  /** `sha256:` and 64 hexadecimal digits. @default the tag alone */
  readonly digest?: string;
}

/** A release as its pipeline writes it: one file an environment, one entry a service. */
export interface Release {
  readonly image: Readonly<Record<string, { readonly tag: string; readonly digest?: string }>>;
}

/**
 * The image reference that kubelets pull.
 * @throws Error when the tag floats or the digest is malformed
 */
export function imageReference(image: Image): string {
  if (!/^\w[\w.-]{0,127}$/.test(image.tag) || image.tag === 'latest') {
    throw new Error(`image ${image.repository}: got tag "${image.tag}", expected an exact version or a git commit`);
  }
  if (image.digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(image.digest)) {
    throw new Error(`image ${image.repository}: got digest "${image.digest}", expected sha256: and 64 hex digits`);
  }
  return `${image.repository}:${image.tag}${image.digest ? `@${image.digest}` : ''}`;
}

/**
 * The image of one service in a release.
 * @throws Error when the release does not name the service
 */
export function releasedImage(release: Release, service: string, repository: string): Image {
  const entry = release.image[service];
  if (entry) return { repository, ...entry };
  const known = Object.keys(release.image).join(', ') || 'none';
  throw new Error(`release: no image for service "${service}" (it names: ${known}); add image.${service} to the file`);
}
