import type { Construct } from 'constructs';
import type { Endpoint, Origin, PodEndpoint } from '../../model';
import { NetworkAccess } from '../network';
import { WatchedService, type WatchedServiceProps } from '../monitoring';
import { Place, System, TracedConstruct } from '../structure';
import { ApiRights, type ApiRight } from './api-rights';
import { identityLabels, type CloudIdentity } from './cloud-identity';
import type { ConfigMap } from './config-map';
import type { DatabaseUse } from './database-use';
import type { Image } from './image';
import { selectorLabels } from './labels';
import type { ContainerProps, Folders, PodProps, VariableSource } from './pod-template';
import { ServiceAccount } from './service-account';
import { resourcesOf, sumOf, type ContainerSize } from './size';

/** What every kind of workload is told. */
export interface WorkloadProps extends Folders {
  readonly namespace: string;
  readonly image: Image;
  readonly size: ContainerSize;
  /** User and group of the process, never 0. */
  readonly user: number;
  /** What the pods call. @default nothing but DNS */
  readonly calls?: readonly Endpoint[];
  /** Whether they need no network, DNS included: their namespace lets nothing through of its own. @default DNS is allowed */
  readonly offline?: true;
  /** Configuration, as environment variables. @default none */
  readonly config?: ConfigMap;
  /** Secrets whose keys become environment variables. @default none */
  readonly secrets?: readonly { readonly name: string }[];
  /** Databases and the connections that each pod opens to them. @default none */
  readonly databases?: readonly DatabaseUse[];
  /** Environment variables with plain values. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** Environment variables whose values stand in one key of a Secret or a ConfigMap. @default none */
  readonly variables?: Readonly<Record<string, VariableSource>>;
  /** Environment variables put together from those in `variables`, as `$(NAME)`. @default none */
  readonly composed?: Readonly<Record<string, string>>;
  /** Rights in the cloud. @default none */
  readonly identity?: CloudIdentity;
  /** Path at which the pods show their metrics to Prometheus, on their first port. @default none */
  readonly metrics?: string;
  /** What the pods may read of the cluster's own API, which is then also among `calls`. @default nothing */
  readonly apiRights?: readonly ApiRight[];
  /** What the pods belong to (`application`, `data`): a label that policies of a whole namespace select. @default none */
  readonly tier?: string;
}

/** What a kind of workload adds to the declaration. */
export interface Running {
  readonly runs: 'service' | 'job';
  /** Most pods at the same time, surge included. */
  readonly mostPods: number;
  /** Ports the pods listen on. */
  readonly ports: readonly number[];
  /** Sizes of the containers beside the main one. @default none */
  readonly beside?: readonly ContainerSize[];
  /** Callers that are no pods. */
  readonly openTo: readonly Origin[];
}

/** Pods of one kind, declared once: identity, network access and the declarations that gates and views read. */
export abstract class Workload extends TracedConstruct {
  /** Labels that select the pods. */
  protected readonly selector: Readonly<Record<string, string>>;
  /** Labels of the pods: those that select them, and those that others look for. */
  protected readonly podLabels: Readonly<Record<string, string>>;
  /** What others name when they call it, one for each port. */
  protected readonly serves: readonly PodEndpoint[];

  constructor(
    scope: Construct,
    readonly name: string,
    props: WorkloadProps,
    running: Running,
  ) {
    super(scope, name);
    const { namespace } = props;
    const selector = selectorLabels(name, System.of(this).node.id);
    const serves = running.ports.map((port): PodEndpoint => ({
      type: 'pods',
      service: name,
      namespace,
      selector,
      port,
      protocol: 'TCP',
    }));
    this.selector = selector;
    this.podLabels = { ...selector, ...(props.tier && { tier: props.tier }), ...identityLabels(props.identity) };
    this.serves = serves;
    const { openTo, mostPods, runs, beside = [] } = running;
    const access = { name, namespace, selector, serves, calls: props.calls ?? [], openTo };
    const resources = resourcesOf(sumOf([props.size, ...beside]));
    this.declare({
      type: 'workload',
      ...access,
      labels: this.podLabels,
      mostPods,
      ...resources,
      runs,
      ...(props.offline && { offline: true }),
    });
    for (const use of props.databases ?? []) {
      this.declare({ type: 'connection-pool', workload: name, namespace, mostPods, ...use });
    }
    if (!props.offline) new NetworkAccess(this, 'network-access', access);
    new ServiceAccount(this, 'identity', { name, namespace, ...(props.identity && { identity: props.identity }) });
    if (props.apiRights) {
      new ApiRights(this, 'api-rights', { serviceAccount: name, namespace, rights: props.apiRights });
    }
  }

  /** The nodes of the place that are for systems' pods (LP-15); nothing where it has but one kind. */
  protected get nodes(): Pick<PodProps, 'nodeSelector'> {
    const { workloadNodes: nodeSelector } = Place.of(this).cluster;
    return nodeSelector ? { nodeSelector } : {};
  }

  /** Has the pods' metrics read, where somebody does. The policies of both sides follow from it. */
  protected watch(props: Omit<WatchedServiceProps, 'name'>): void {
    if (Place.of(this).watchedBy === undefined) return;
    const { namespace } = props.endpoint;
    new WatchedService(System.of(this).monitoring, `${namespace}-${this.name}`, { ...props, name: this.name });
  }
}

/** Everything that a workload's main container has whatever its kind: environment, folders, size. */
export function processOf(
  props: WorkloadProps,
): Pick<
  ContainerProps,
  'image' | 'size' | 'env' | 'variables' | 'composed' | 'configMaps' | 'secrets' | keyof Folders
> {
  const { image, size, env, composed, config, secrets = [], identity } = props;
  const variables = {
    ...props.variables,
    // The webhook adds the token; whose token it is stands where Azure's controller wrote it.
    ...(identity?.type === 'azure' && { AZURE_CLIENT_ID: identity.clientId }),
  };
  return {
    image,
    size,
    ...(env && { env }),
    ...(Object.keys(variables).length > 0 && { variables }),
    ...(composed && { composed }),
    ...(config && { configMaps: [config.name] }),
    secrets: secrets.map(secret => secret.name),
    ...foldersOf(props),
  };
}

/** The folders of a workload, those that are given. */
export function foldersOf({ writable, files, claims }: Folders): Folders {
  return { ...(writable && { writable }), ...(files && { files }), ...(claims && { claims }) };
}

/** Annotations by which a Prometheus that discovers pods finds what to read (TG-05). */
export function scrapeAnnotations(path: string | undefined, port: number): Readonly<Record<string, string>> {
  if (path === undefined) return {};
  return { 'prometheus.io/path': path, 'prometheus.io/port': String(port), 'prometheus.io/scrape': 'true' };
}
