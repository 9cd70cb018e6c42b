import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../structure';
import type { AutoscaledReplicas } from './replicas';

export interface AutoscalerProps {
  /** Name of what it scales, and of the autoscaler. */
  readonly name: string;
  readonly namespace: string;
  /** Kind of what it scales. @default Deployment */
  readonly scales?: 'Deployment' | 'Rollout';
  readonly replicas: AutoscaledReplicas;
}

const API = { Deployment: 'apps/v1', Rollout: 'argoproj.io/v1alpha1' } as const;

/** Beside its target: an autoscaler whose target is not there yet counts as degraded and ends the sync. */
const WAVE = { Deployment: 'services', Rollout: 'releases' } as const;

/**
 * Scales a workload on the utilisation of what its pods request. Up at once, down slowly. Of a Rollout it sees the pods
 * of all versions together and sets the size of each.
 */
export class Autoscaler extends TracedConstruct {
  /** Name and namespace of what it scales. */
  readonly target: Pick<AutoscalerProps, 'name' | 'namespace'>;
  /** Fewest pods that it keeps. */
  readonly fewestPods: number;

  constructor(scope: Construct, id: string, props: AutoscalerProps) {
    super(scope, id);
    const { name, namespace, replicas, scales = 'Deployment' } = props;
    this.target = { name, namespace };
    this.fewestPods = replicas.min;
    new k8s.KubeHorizontalPodAutoscalerV2(this, 'autoscaler', {
      metadata: { name, namespace, labels: { 'app.kubernetes.io/name': name }, annotations: wave(WAVE[scales]) },
      spec: {
        scaleTargetRef: { apiVersion: API[scales], kind: scales, name },
        minReplicas: replicas.min,
        maxReplicas: replicas.max,
        metrics: [
          utilisation('cpu', replicas.cpuPercent),
          ...(replicas.memoryPercent === undefined ? [] : [utilisation('memory', replicas.memoryPercent)]),
        ],
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 0,
            selectPolicy: 'Max',
            policies: [{ type: 'Percent', value: 100, periodSeconds: 60 }],
          },
          scaleDown: {
            stabilizationWindowSeconds: 300,
            selectPolicy: 'Max',
            policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }],
          },
        },
      },
    });
  }
}

function utilisation(name: 'cpu' | 'memory', percent: number): k8s.MetricSpecV2 {
  return { type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: percent } } };
}
