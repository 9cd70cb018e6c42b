import { basename, dirname } from 'node:path';
import { parse } from 'yaml';
import type { KubeObject } from '../../../src/model';
import { RULES_LABEL } from '../../../src/constructs/prometheus-files';
import type { KubeClient } from '../../../src/proving-ground';
import { groupsIn, madeBy } from '../prometheus-operator/complaints';
import type { Configuration, Generated } from '../prometheus-operator/generated';
import { livePods, type LivePod } from '../running/live-pods';

/** Where a pod has its token. */
const IDENTITY = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What the pod of a Prometheus finds when it starts. */
export interface Told extends Generated {
  /** Its ServiceAccount, and the namespace of both. */
  readonly account: string;
  readonly namespace: string;
}

type Pod = LivePod & {
  readonly spec: {
    readonly serviceAccountName: string;
    readonly volumes?: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
    readonly containers: readonly Container[];
  };
};

interface Container {
  readonly command?: readonly string[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

/**
 * What the one Prometheus that runs is told: the files of ConfigMaps at the paths where its pod has them.
 * @throws Error where there is no such pod, it has no token, or no settings where it looks for them
 */
export async function toldOf(client: KubeClient, objects: readonly KubeObject[]): Promise<Told> {
  for (const pod of (await livePods(client)) as readonly Pod[]) {
    const { namespace = '' } = pod.metadata;
    for (const container of pod.spec.containers) {
      const path = flag(container, '--config.file');
      if (path === undefined || flag(container, '--storage.tsdb.path') === undefined) continue;
      const files = filesOf(pod, container, objects);
      const text = files.get(path);
      const hasToken = container.volumeMounts?.some(({ mountPath }) => mountPath === IDENTITY);
      if (text === undefined || !hasToken) throw new Error(`${pod.metadata.name} has no token, or no ${path}`);
      const configuration = parse(text) as Configuration;
      return { configuration, rules: named(files, configuration), account: pod.spec.serviceAccountName, namespace };
    }
  }
  throw new Error('no pod runs a Prometheus');
}

function flag({ command = [] }: Container, name: string): string | undefined {
  return command.find(each => each.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Files of ConfigMaps by the path at which a container sees them. */
function filesOf(
  { spec, metadata }: Pod,
  { volumeMounts = [] }: Container,
  objects: readonly KubeObject[],
): ReadonlyMap<string, string> {
  const mapOf = (volume: string): string | undefined =>
    spec.volumes?.find(({ name }) => name === volume)?.configMap?.name;
  return new Map(
    volumeMounts.flatMap(({ name, mountPath }) => {
      const map = objects.find(
        ({ kind, metadata: its }) =>
          kind === 'ConfigMap' && its.name === mapOf(name) && its.namespace === metadata.namespace,
      );
      return Object.entries(dataOf(map)).map(([file, text]) => [`${mountPath}/${file}`, text] as const);
    }),
  );
}

const dataOf = (map: KubeObject | undefined): Readonly<Record<string, string>> =>
  (map as { readonly data?: Readonly<Record<string, string>> } | undefined)?.data ?? {};

/** Files that lie in a folder of which the settings name every file, by their name. */
function named(files: ReadonlyMap<string, string>, { rule_files = [] }: Configuration): Generated['rules'] {
  const folders = rule_files.filter(path => basename(path) === '*.yaml').map(path => dirname(path));
  return Object.fromEntries(
    [...files].filter(([path]) => folders.includes(dirname(path))).map(([path, text]) => [basename(path), text]),
  );
}

/** Names of what every committed rule makes, mounted or not. */
export function committedRules(objects: readonly KubeObject[]): readonly string[] {
  const [label, value] = Object.entries(RULES_LABEL)[0] as [string, string];
  return objects
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.[label] === value)
    .flatMap(map => Object.values(dataOf(map)))
    .flatMap(text => madeBy(groupsIn(text)));
}
