import { Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Image } from './image';
import { container, type Folders } from './pod-template';
import { probesOf, type Probe } from './probe';
import type { ContainerSize } from './size';
import { foldersOf } from './workload';

/**
 * A program beside the main one that shows metrics of it, in the same pods. A folder that both name in `writable` is
 * the same for both.
 */
export interface Exporter extends Folders {
  /** Name of its container. */
  readonly name: string;
  readonly image: Image;
  readonly size: ContainerSize;
  /** Where it shows metrics; another one than the main program's. */
  readonly port: number;
  /** @default /metrics */
  readonly path?: string;
  /** @default the image's entrypoint */
  readonly command?: readonly string[];
  /** @default the image's */
  readonly args?: readonly string[];
  /** User and group of its process, never 0. @default the main program's */
  readonly user?: number;
}

/** Name of an exporter's port. */
export const EXPORTER_PORT = 'metrics';

/** The path at which an exporter shows metrics. */
export function exporterPath({ path }: Exporter): string {
  return path ?? '/metrics';
}

/** The container of an exporter. */
export function exporterContainer(exporter: Exporter): k8s.Container {
  const { name, image, size, port, command, args, user } = exporter;
  const made = container({
    name,
    image,
    size,
    ...(command && { command }),
    ...(args && { args }),
    ...foldersOf(exporter),
  });
  return {
    ...made,
    ...(user !== undefined && { securityContext: { ...made.securityContext, runAsUser: user, runAsGroup: user } }),
    ports: [{ name: EXPORTER_PORT, containerPort: port, protocol: 'TCP' }],
    ...probesOf({ liveness: ALIVE, readiness: ALIVE }, EXPORTER_PORT),
  };
}

/** The folders of a pod whose containers need these: one that both name is one. */
export function sharedFolders(main: Folders, beside: Folders): Folders {
  const all = <T extends { readonly path: string }>(
    of: (folders: Folders) => readonly T[] | undefined,
  ): readonly T[] => {
    const own = of(main) ?? [];
    return [...own, ...(of(beside) ?? []).filter(({ path }) => own.every(each => each.path !== path))];
  };
  const writable = all(folders => folders.writable);
  const files = all(folders => folders.files);
  const claims = all(folders => folders.claims);
  return {
    ...(writable.length > 0 && { writable }),
    ...(files.length > 0 && { files }),
    ...(claims.length > 0 && { claims }),
  };
}

/** Whether it listens. A pod without its exporter still serves: two minutes before anything happens. */
const ALIVE: Probe = { connects: true, every: Duration.seconds(30), timeout: Duration.seconds(5), failures: 4 };
