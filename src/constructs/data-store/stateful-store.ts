import type { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Origin, PodEndpoint } from '../../model';
import { watchStore, watchVolumes, type Watched } from '../monitoring';
import { DisruptionBudget, fixed } from '../scaling';
import { kept, known, wave, type Annotations } from '../structure';
import { priorityClassName } from '../tenancy';
import {
  configHash,
  container,
  foldersOf,
  podTemplate,
  probesOf,
  processOf,
  Workload,
  type Image,
  type Probes,
  type WorkloadProps,
} from '../workload';
import { StatefulSet } from './stateful-set';
import { CLAIM, claimsOf, nodeOf, NodeVolume, type Storage } from './storage';
import { betweenPods, type StorePort } from './store-port';

export interface StatefulStoreProps extends WorkloadProps, Pick<Watched, 'shows'> {
  readonly ports: readonly StorePort[];
  /** Pods, each with a volume of its own. @default 1 */
  readonly replicas?: number;
  /** Ready pods below which it serves nobody. @default 1 */
  readonly needs?: number;
  readonly command?: readonly string[];
  /** Arguments for the image's entrypoint. @default none */
  readonly args?: readonly string[];
  readonly probes: Probes;
  /** What keeps the data, and the folder where the pods see it. */
  readonly data: { readonly path: string; readonly storage: Storage };
  /** Time to shut down cleanly. */
  readonly terminationGrace: Duration;
  /** Whether pods may start and stop all at once, because they need each other to be ready. @default one after the other */
  readonly together?: boolean;
  /** Callers that are no pods. @default none */
  readonly openTo?: readonly Origin[];
  /** Whether the alerts on its volumes are made already, because it reads them itself. @default it makes them */
  readonly volumesWatched?: true;
  /** Whether something else tells that it does not answer: its exporter. @default its pods' readiness does */
  readonly answerWatched?: true;
  /** Order within the wave of stores: a store waits for those before it. @default 0 */
  readonly position?: number;
}

/** `chown` and nothing else comes from it. */
const BUSYBOX: Image = { repository: 'docker.io/library/busybox', tag: '1.37.0' };

/** Only root may give a folder away. */
const ROOT = 0;

/**
 * Pods that keep data: a StatefulSet, a Service by its name, a headless one by which each pod has a name of its own,
 * and volumes that outlive all of them.
 */
export class StatefulStore extends Workload {
  /** What others name when they call it, by the name of the port. */
  readonly endpoints: Readonly<Record<string, PodEndpoint>>;
  readonly namespace: string;
  /** Ready pods below which it serves nobody. */
  readonly needs: number;

  constructor(scope: Construct, name: string, props: StatefulStoreProps) {
    const ports = props.ports.map(({ port }) => port);
    const calls = [...(props.calls ?? []), ...betweenPods(scope, name, props)];
    super(
      scope,
      name,
      { ...props, calls },
      { runs: 'service', mostPods: replicasOf(props), ports, openTo: props.openTo ?? [] },
    );
    this.namespace = props.namespace;
    this.needs = props.needs ?? 1;
    this.endpoints = Object.fromEntries(
      props.ports.map((port, index) => [port.name, this.serves[index] as PodEndpoint]),
    );
    this.statefulSet(props);
    this.told(props);
    this.service(props, name, {});
    this.service(props, headlessName(name), { clusterIp: 'None', publishNotReadyAddresses: true });
    if (replicasOf(props) > 1) {
      const { namespace } = props;
      const replicas = fixed(replicasOf(props));
      new DisruptionBudget(this, 'disruption-budget', { name, namespace, selector: this.selector, replicas });
    }
  }

  /** A store that shows metrics by itself is read at its first port; others have an exporter, or their pods are counted. */
  private told(props: StatefulStoreProps): void {
    const { name, namespace, needs } = this;
    const { metrics: path, shows, ports } = props;
    const pods = replicasOf(props);
    const [endpoint, port] = [this.serves[0], ports[0]];
    if (path !== undefined && endpoint && port)
      this.watch({ endpoint, portName: port.name, path, ...(shows && { shows }) });
    else if (!props.answerWatched) watchStore(this, { kind: 'StatefulSet', name, namespace, pods, needs });
    // Of a folder of a node no kubelet tells.
    if (props.data.storage.type === 'class' && !props.volumesWatched)
      watchVolumes(this, { name, namespace, claims: claimsOf(name, pods), mounted: 'always' });
  }

  private statefulSet(props: StatefulStoreProps): void {
    const { name } = this;
    new StatefulSet(this, 'stateful-set', {
      metadata: {
        name,
        namespace: props.namespace,
        labels: this.selector,
        annotations: { ...this.wave(props), ...kept() },
      },
      spec: {
        replicas: replicasOf(props),
        serviceName: headlessName(name),
        selector: { matchLabels: this.selector },
        podManagementPolicy: props.together ? 'Parallel' : 'OrderedReady',
        revisionHistoryLimit: 5,
        updateStrategy: { type: 'RollingUpdate' },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: this.template(props),
        volumeClaimTemplates: [this.claim(props)],
      },
    });
  }

  private template(props: StatefulStoreProps): k8s.PodTemplateSpec {
    const { name } = this;
    const volumes = [{ name: CLAIM, path: props.data.path }];
    const annotations = configHash(props);
    const main: k8s.Container = {
      ...container({
        ...processOf(props),
        name,
        volumes,
        ...(props.command && { command: props.command }),
        ...(props.args && { args: props.args }),
      }),
      ports: props.ports.map(({ name: port, port: containerPort }) => ({ name: port, containerPort, protocol: 'TCP' })),
      ...probesOf(props.probes, (props.ports[0] as StorePort).name),
    };
    return podTemplate({
      labels: this.podLabels,
      ...(annotations && { annotations }),
      serviceAccount: name,
      ...(props.apiRights && { apiToken: true }),
      priorityClass: priorityClassName(this, 'store'),
      user: props.user,
      ...(props.data.storage.type === 'node-folder' && { initContainers: [this.owner(props)] }),
      ...this.nodes,
      ...nodeOf(props.data.storage),
      containers: [main],
      terminationGrace: props.terminationGrace,
      ...(replicasOf(props) > 1 && { spread: this.selector, versionLabel: 'controller-revision-hash' }),
      ...foldersOf(props),
    });
  }

  /** A folder of a node belongs to root: its volume knows no `fsGroup` (D-03). */
  private owner({ data, user, size, namespace }: StatefulStoreProps): k8s.Container {
    const made = container({
      name: 'own-data-folder',
      image: BUSYBOX,
      command: ['chown', `${user}:${user}`, data.path],
      size,
      volumes: [{ name: CLAIM, path: data.path }],
    });
    this.declareRoot(namespace);
    return {
      ...made,
      securityContext: {
        ...made.securityContext,
        capabilities: { add: ['CHOWN'], drop: ['ALL'] },
        runAsNonRoot: false,
        runAsUser: ROOT,
        runAsGroup: ROOT,
      },
    };
  }

  private declareRoot(namespace: string): void {
    this.declare({
      type: 'exception',
      rule: 'no-root-user',
      object: `StatefulSet/${namespace}/${this.name}`,
      reason: 'A hostPath volume belongs to root; one container gives it to the store’s user, with CHOWN alone (D-03)',
      owner: 'platform team',
      reviewBy: '2027-05-31',
    });
  }

  private claim(props: StatefulStoreProps): k8s.KubePersistentVolumeClaimProps {
    const { storage } = props.data;
    return {
      metadata: { name: CLAIM },
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...this.storageClass(props),
        volumeMode: 'Filesystem',
        resources: { requests: { storage: k8s.Quantity.fromString(storage.size) } },
      },
    };
  }

  private storageClass({
    data: { storage },
    namespace,
  }: StatefulStoreProps): Pick<k8s.PersistentVolumeClaimSpec, 'storageClassName'> {
    if (storage.type === 'class') return storage.storageClass ? { storageClassName: known(storage.storageClass) } : {};
    const claim = { namespace, name: claimsOf(this.name, 1)[0] };
    return { storageClassName: new NodeVolume(this, `${namespace}-${this.name}`, { ...storage, claim }).storageClass };
  }

  private service({ namespace, ports, ...props }: StatefulStoreProps, name: string, spec: k8s.ServiceSpec): void {
    new k8s.KubeService(this, name === this.name ? 'service' : 'headless', {
      metadata: { name, namespace, labels: this.selector, annotations: this.wave(props) },
      spec: {
        ...spec,
        selector: this.selector,
        ports: ports.map(({ name: port, port: number }) => ({
          name: port,
          port: number,
          targetPort: k8s.IntOrString.fromString(port),
          protocol: 'TCP',
        })),
      },
    });
  }

  private wave({ position }: Pick<StatefulStoreProps, 'position'>): Annotations {
    return wave('stores', position);
  }
}

/** Name of the Service by which each pod has a name of its own: `kafka-0.kafka-pods`. */
export function headlessName(store: string): string {
  return `${store}-pods`;
}

function replicasOf({ replicas }: Pick<StatefulStoreProps, 'replicas'>): number {
  return replicas ?? 1;
}
