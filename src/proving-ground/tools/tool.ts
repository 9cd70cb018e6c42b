/** One executable file. */
export interface Program {
  /** Name of the file (`kube-apiserver`). */
  readonly name: string;
  /** Go package that it is built from. */
  readonly package: string;
  /** Arguments that make it tell its version; none when it tells none: then what the linker noted counts. @default `--version` */
  readonly versionArguments?: readonly string[];
}

/** A real component that proves us. Its version is the one that its go.mod pins. */
export interface Tool {
  /** Name in the folders of built tools (`kubernetes@1.30.14/`). */
  readonly name: string;
  /** Folder below tools/ with go.mod and go.sum. */
  readonly folder: string;
  /** Go module that carries it. */
  readonly module: string;
  readonly programs: readonly Program[];
  /** Go variables that hold the version, and what each is set to. */
  readonly variables: (version: string) => Readonly<Record<string, string>>;
  /** Whether `KUBEBUILDER_ASSETS` may hold it, as envtest lays it out. */
  readonly controlPlane: boolean;
  /** What nobody can prove without it. */
  readonly proves: string;
  /** Built only where it is asked for by name, by a person or by the proof that needs it. @default false */
  readonly onlyByName?: boolean;
}

/** Programs whose files are named for the last part of their packages. */
export function programs(root: string, ...names: readonly string[]): Program[] {
  return names.map(name => ({ name, package: `${root}/${name}` }));
}

/** A program that is not asked for its version. */
export const silent = (name: string, path: string): Program => ({ name, package: path, versionArguments: [] });
