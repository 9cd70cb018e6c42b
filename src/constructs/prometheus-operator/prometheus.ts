import type { Construct } from 'constructs';
import {
  Prometheus as PrometheusObject,
  PrometheusSpecAlertingAlertmanagersApiVersion,
  PrometheusSpecAlertingAlertmanagersPort,
  PrometheusSpecImagePullPolicy,
  PrometheusSpecResourcesLimits,
  PrometheusSpecResourcesRequests,
  PrometheusSpecServiceDiscoveryRole,
  PrometheusSpecStorageVolumeClaimTemplateSpecResourcesRequests,
  type PrometheusSpec,
} from '../../../imports/monitoring.coreos.com';
import type { Endpoint, Metric, MonitorDeclaration, Origin, PodEndpoint } from '../../model';
import { DISCOVERY, EVALUATION_INTERVAL, gibibytesFilled, PROMETHEUS_IMAGE, PROMETHEUS_VERSION } from '../alerting';
import type { ClassStorage } from '../data-store';
import { KUBELET_IDENTITY, KUBELET_SCRAPE_CLASS, watchVolumes } from '../monitoring';
import { kubernetesApi } from '../network';
import { kept, known, Place, System, TracedConstruct, wave } from '../structure';
import { priorityClassName } from '../tenancy';
import { ApiRights, imageReference, type ContainerSize } from '../workload';
import { DiscoveryRights } from './discovery-rights';
import { operatedClaims, RESTRICTED, Server } from './server';

export interface PrometheusProps {
  readonly namespace: string;
  readonly size: ContainerSize;
  readonly storage: ClassStorage;
  /** Days that samples are kept; longer than any window that a rule looks at. */
  readonly retentionDays: number;
  /** Labels on every alert that leaves this Prometheus (`environment`). */
  readonly externalLabels: Readonly<Record<string, string>>;
  /** Where alerts go. */
  readonly alertmanager: PodEndpoint;
  /** Pods of add-ons that ask it. @default none */
  readonly openTo?: readonly Origin[];
  /** What it shows of itself and rules may ask for. */
  readonly metrics: readonly Metric[];
}

/**
 * Prometheus shows a kubelet its own token, which is renewed, and only to a kubelet that the cluster's authority knows
 * (docs/decisions/monitoring/125-kubelets-are-read-by-our-own-objects.md).
 */
const KUBELETS = {
  name: KUBELET_SCRAPE_CLASS,
  authorization: { credentialsFile: KUBELET_IDENTITY.token },
  tlsConfig: { caFile: KUBELET_IDENTITY.authority },
};

/** Objects of the operator's kinds that are ours carry it, in whichever namespace. */
const OURS = { matchLabels: { 'app.kubernetes.io/managed-by': 'garam' } };
const EVERYWHERE = {};

/**
 * One Prometheus for the whole environment: it reads the pods of every monitor, judges every rule, and calls nobody
 * else. Its name and label `instance` are the system's.
 */
export class Prometheus extends TracedConstruct {
  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id);
    const { namespace, alertmanager, openTo = [] } = props;
    const ports = [{ name: 'web', port: 9090 }];
    const calls = (): Endpoint[] => [...kubernetesApi(this), alertmanager, ...this.monitored()];
    const server = new Server(this, id, { namespace, replicas: 1, size: props.size, ports, calls, openTo });
    server.watched(props.metrics);
    new ApiRights(this, 'api-rights', { serviceAccount: server.name, namespace, rights: DISCOVERY });
    const serviceAccount = { name: server.name, namespace };
    new DiscoveryRights(this, 'discovery-rights', { serviceAccount, namespace: alertmanager.namespace });
    const name = System.of(this).node.id;
    watchVolumes(this, { name: id, namespace, claims: operatedClaims(id, name, 1), mounted: 'always' });
    new PrometheusObject(this, 'object', {
      metadata: {
        name,
        namespace,
        labels: { 'app.kubernetes.io/name': id },
        annotations: { ...wave('services'), ...kept() },
      },
      spec: {
        ...this.process(server.name, props),
        ...selected(),
        ...this.alerting(alertmanager),
        ...samples(props),
        scrapeClasses: [KUBELETS],
      },
    });
  }

  /** Every place where somebody shows metrics, each once. */
  private monitored(): readonly Endpoint[] {
    const monitors = Place.of(this).declarations.filter((each): each is MonitorDeclaration => each.type === 'monitor');
    return [...new Set(monitors.map(({ endpoint }) => endpoint))];
  }

  private process(serviceAccountName: string, { size: { requests, limits } }: PrometheusProps): PrometheusSpec {
    return {
      image: imageReference(PROMETHEUS_IMAGE),
      version: PROMETHEUS_VERSION,
      imagePullPolicy: PrometheusSpecImagePullPolicy.IF_NOT_PRESENT,
      replicas: 1,
      serviceAccountName,
      automountServiceAccountToken: true,
      enableServiceLinks: false,
      priorityClassName: priorityClassName(this, 'store'),
      securityContext: RESTRICTED,
      resources: {
        requests: {
          cpu: PrometheusSpecResourcesRequests.fromString(requests.cpu),
          memory: PrometheusSpecResourcesRequests.fromString(requests.memory),
        },
        limits: {
          cpu: PrometheusSpecResourcesLimits.fromString(limits.cpu),
          memory: PrometheusSpecResourcesLimits.fromString(limits.memory),
        },
      },
      portName: 'web',
      scrapeInterval: EVALUATION_INTERVAL,
      evaluationInterval: EVALUATION_INTERVAL,
      // A monitor names no file of the Prometheus pod, so none may be sent to a target.
      arbitraryFsAccessThroughSMs: { deny: true },
    };
  }

  private alerting({
    service: name,
    namespace,
  }: PodEndpoint): Pick<PrometheusSpec, 'alerting' | 'serviceDiscoveryRole'> {
    return {
      // Endpoints, the operator's default, are deprecated from Kubernetes 1.33 on.
      serviceDiscoveryRole: PrometheusSpecServiceDiscoveryRole.ENDPOINT_SLICE,
      alerting: {
        alertmanagers: [
          {
            name,
            namespace,
            port: PrometheusSpecAlertingAlertmanagersPort.fromString('web'),
            apiVersion: PrometheusSpecAlertingAlertmanagersApiVersion.V2,
          },
        ],
      },
    };
  }
}

/** Of every kind that the operator reads: what carries our label, in all namespaces. Unset, it would read none. */
function selected(): PrometheusSpec {
  return {
    podMonitorSelector: OURS,
    podMonitorNamespaceSelector: EVERYWHERE,
    serviceMonitorSelector: OURS,
    serviceMonitorNamespaceSelector: EVERYWHERE,
    probeSelector: OURS,
    probeNamespaceSelector: EVERYWHERE,
    scrapeConfigSelector: OURS,
    scrapeConfigNamespaceSelector: EVERYWHERE,
    ruleSelector: OURS,
    ruleNamespaceSelector: EVERYWHERE,
  };
}

/** What is kept, for how long, and under which labels it leaves. */
function samples({ storage, retentionDays, externalLabels }: PrometheusProps): PrometheusSpec {
  return {
    retention: `${retentionDays}d`,
    retentionSize: `${gibibytesFilled(storage.size)}GiB`,
    storage: {
      volumeClaimTemplate: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          ...(storage.storageClass && { storageClassName: known(storage.storageClass) }),
          resources: {
            requests: {
              storage: PrometheusSpecStorageVolumeClaimTemplateSpecResourcesRequests.fromString(storage.size),
            },
          },
        },
      },
    },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    externalLabels: { ...externalLabels },
    // One Prometheus: a label that tells it from others would only part what belongs together.
    replicaExternalLabelName: '',
    prometheusExternalLabelName: '',
  };
}
