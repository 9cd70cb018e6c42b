import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Alertmanager as AlertmanagerObject,
  AlertmanagerSpecImagePullPolicy,
  AlertmanagerSpecResourcesLimits,
  AlertmanagerSpecResourcesRequests,
  AlertmanagerSpecStorageVolumeClaimTemplateSpecResourcesRequests,
  type AlertmanagerSpec,
} from '../../../imports/monitoring.coreos.com';
import type { Endpoint, Metric, PodEndpoint } from '../../model';
import {
  ALERTMANAGER_IMAGE,
  ALERTMANAGER_PORT,
  ALERTMANAGER_VERSION,
  alertsAround,
  configurationOf,
  MESSAGES,
  messages,
  receiversOutside,
  secretKeys,
  TOLD_FOR,
  verbatim,
  type Routing,
} from '../alerting';
import type { ClassStorage } from '../data-store';
import { watchVolumes } from '../monitoring';
import { ExternalSecret, type SecretStore } from '../secrets';
import { kept, known, System, TracedConstruct, wave } from '../structure';
import { priorityClassName } from '../tenancy';
import { imageReference, size } from '../workload';
import { operatedClaims, RESTRICTED, Server } from './server';

export interface AlertmanagerProps {
  readonly namespace: string;
  /** Pods that tell each other what they have sent: from two up, one can be lost. */
  readonly replicas: 1 | 2 | 3;
  readonly storage: ClassStorage;
  readonly routing: Routing;
  /** What it shows of itself and rules may ask for. */
  readonly metrics: readonly Metric[];
  /** Where the receivers' secrets lie, and under which name. */
  readonly secrets: { readonly store: SecretStore; readonly remote: string };
}

const SIZE = size('20m', '64Mi', '100m', '128Mi');

const WEB = { name: 'web', port: ALERTMANAGER_PORT } as const;
/** Between the pods, named as the operator names them. */
const MESH = [
  { name: 'mesh-tcp', port: 9094, protocol: 'TCP' },
  { name: 'mesh-udp', port: 9094, protocol: 'UDP' },
] as const;

/** Where the operator mounts a Secret that `spec.secrets` names. */
const FILES = '/etc/alertmanager/secrets';

/** Groups alerts, mutes what another alert explains, and tells who has to know. (FP-13, LP-10) */
export class Alertmanager extends TracedConstruct {
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, id: string, props: AlertmanagerProps) {
    super(scope, id);
    const { namespace, replicas, secrets, routing } = props;
    const system = System.of(this).node.id;
    const ports = replicas > 1 ? [WEB, ...MESH] : [WEB];
    const server = new Server(this, id, { namespace, replicas, size: SIZE, ports, calls: () => this.called(props) });
    server.watched(props.metrics);
    watchVolumes(this, { name: id, namespace, claims: operatedClaims(id, system, replicas), mounted: 'always' });
    this.endpoint = {
      type: 'pods',
      service: id,
      namespace,
      selector: server.selector,
      port: WEB.port,
      protocol: 'TCP',
    };
    const secret = new ExternalSecret(this, `${id}-configuration`, {
      store: secrets.store,
      remote: secrets.remote,
      keys: secretKeys(routing),
      composed: {
        'alertmanager.yaml': this.configuration(routing, `${FILES}/${id}-configuration`),
        [MESSAGES]: verbatim(messages()),
      },
      consumers: [id],
    });
    new AlertmanagerObject(this, 'object', {
      metadata: {
        name: system,
        namespace,
        labels: { 'app.kubernetes.io/name': id },
        annotations: { ...wave('services'), ...kept() },
      },
      spec: { ...this.process(server.name, props), configSecret: secret.name, secrets: [secret.name] },
    });
  }

  /** Written while rendering, when whatever declares alerts is made. */
  private configuration(routing: Routing, files: string): string {
    return Lazy.any({ produce: () => configurationOf(routing, alertsAround(this), files) }) as string;
  }

  private process(serviceAccountName: string, { replicas, storage }: AlertmanagerProps): AlertmanagerSpec {
    return {
      image: imageReference(ALERTMANAGER_IMAGE),
      version: ALERTMANAGER_VERSION,
      imagePullPolicy: AlertmanagerSpecImagePullPolicy.IF_NOT_PRESENT,
      replicas,
      serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: priorityClassName(this, 'store'),
      securityContext: RESTRICTED,
      resources: {
        requests: {
          cpu: AlertmanagerSpecResourcesRequests.fromString(SIZE.requests.cpu),
          memory: AlertmanagerSpecResourcesRequests.fromString(SIZE.requests.memory),
        },
        limits: {
          cpu: AlertmanagerSpecResourcesLimits.fromString(SIZE.limits.cpu),
          memory: AlertmanagerSpecResourcesLimits.fromString(SIZE.limits.memory),
        },
      },
      portName: WEB.name,
      // Silences and what was already told: an outage of the pods must not wake people twice.
      retention: TOLD_FOR,
      storage: {
        volumeClaimTemplate: {
          spec: {
            accessModes: ['ReadWriteOnce'],
            ...(storage.storageClass && { storageClassName: known(storage.storageClass) }),
            resources: {
              requests: {
                storage: AlertmanagerSpecStorageVolumeClaimTemplateSpecResourcesRequests.fromString(storage.size),
              },
            },
          },
        },
      },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    };
  }

  /** Those who are told, and the other pods. */
  private called({ replicas, routing, namespace }: AlertmanagerProps): readonly Endpoint[] {
    const { service, selector } = this.endpoint;
    const peers = MESH.map(({ port, protocol }): PodEndpoint => ({
      type: 'pods',
      service,
      namespace,
      selector,
      port,
      protocol,
    }));
    return [...receiversOutside(routing), ...(replicas > 1 ? peers : [])];
  }
}
