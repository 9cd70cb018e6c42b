/** A CRD as its project publishes it. */
export interface CrdSource {
  /** Name of the CRD, `<plural>.<group>`: it names the file in crds/. */
  readonly name: string;
  /** Repository on GitHub, `owner/name`. */
  readonly repository: string;
  /** Release that the file was taken from. */
  readonly tag: string;
  /** Commit that the tag named on the day it was taken, its first twelve digits. */
  readonly commit: string;
  /** Path of the file in the repository. */
  readonly path: string;
  /** SHA-256 of the file as it is published, in lower-case hexadecimal. */
  readonly sha256: string;
  /** SPDX identifier of the licence at that tag. */
  readonly licence: string;
  /**
   * Present when the CRD is not its project's own: what it was derived from and what it lacks, in one line. It stands in
   * for the real one in the proving ground, its file in crds/ says so, and it can be read only from the folder that
   * GARAM_CRDS names. Then `repository`, `commit`, `path` and `licence` name what it was derived from, and `sha256`
   * belongs to the derived file.
   * @default the file is the project's own CRD
   */
  readonly standIn?: string;
}

/** A release that CRDs are taken from. */
export interface CrdRelease extends Pick<CrdSource, 'repository' | 'tag' | 'commit' | 'licence'> {
  /** Folder of the CRDs in the repository. */
  readonly folder: string;
}

/** Names a release. `folder` is where controller-gen puts CRDs, unless said. */
export const release = (repository: string, tag: string, commit: string, folder = 'config/crd/bases'): CrdRelease => ({
  repository,
  tag,
  commit,
  folder,
  licence: 'Apache-2.0',
});

/** One CRD of a release. `file` is the file's name inside the release's folder. @default controller-gen's: `<group>_<plural>.yaml` */
export const crd = (release: CrdRelease, name: string, sha256: string, file = controllerGenFile(name)): CrdSource => {
  const { folder, ...origin } = release;
  return { name, ...origin, path: `${folder}/${file}`, sha256 };
};

const controllerGenFile = (name: string): string => {
  const dot = name.indexOf('.');
  return `${name.slice(dot + 1)}_${name.slice(0, dot)}.yaml`;
};
