import type { Construct } from 'constructs';
import type { Endpoint, Origin, PodEndpoint } from '../../model';
import { NetworkAccess } from '../network';
import { System, TracedConstruct } from '../structure';
import type { ConfigMap } from './config-map';
import type { DatabaseUse } from './database-use';
import type { Image } from './image';
import { selectorLabels } from './labels';
import type { MountedFiles, WritablePath } from './pod-template';
import { ServiceAccount } from './service-account';
import { resourcesOf, type ContainerSize } from './size';

/** What every kind of workload is told. */
export interface WorkloadProps {
  readonly namespace: string;
  readonly image: Image;
  readonly size: ContainerSize;
  /** User and group of the process, never 0. */
  readonly user: number;
  /** What the pods call. @default nothing but DNS */
  readonly calls?: readonly Endpoint[];
  /** Configuration, as environment variables. @default none */
  readonly config?: ConfigMap;
  /** Secrets whose keys become environment variables. @default none */
  readonly secrets?: readonly { readonly name: string }[];
  /** Databases and the connections that each pod opens to them. @default none */
  readonly databases?: readonly DatabaseUse[];
  /** Folders the process may write to. @default see the kind of workload */
  readonly writable?: readonly WritablePath[];
  /** Files to read, from ConfigMaps. @default none */
  readonly files?: readonly MountedFiles[];
  /** ARN of a role in the cloud. @default none */
  readonly roleArn?: string;
}

/** What a kind of workload adds to the declaration. */
export interface Running {
  readonly runs: 'service' | 'job';
  /** Most pods at the same time, surge included. */
  readonly mostPods: number;
  /** Ports the pods listen on. */
  readonly ports: readonly number[];
  /** Callers that are no pods. */
  readonly openTo: readonly Origin[];
}

/** Pods of one kind, declared once: identity, network access and the declarations that gates and views read. */
export abstract class Workload extends TracedConstruct {
  /** Labels that select the pods. */
  protected readonly selector: Readonly<Record<string, string>>;
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
    this.serves = serves;
    const { openTo, mostPods, runs } = running;
    const access = { name, namespace, selector, serves, calls: props.calls ?? [], openTo };
    this.declare({ type: 'workload', ...access, mostPods, ...resourcesOf(props.size), runs });
    for (const use of props.databases ?? []) {
      this.declare({ type: 'connection-pool', workload: name, namespace, mostPods, ...use });
    }
    new NetworkAccess(this, 'network-access', access);
    new ServiceAccount(this, 'identity', { name, namespace, roleArn: props.roleArn });
  }
}
