import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../structure';
import type { AutoscaledReplicas } from './replicas';

export interface AutoscalerProps {
  /** Name of the Deployment, and of the autoscaler. */
  readonly name: string;
  readonly namespace: string;
  readonly replicas: AutoscaledReplicas;
}

/** Scales a Deployment on the utilisation of what its pods request. Up at once, down slowly. */
export class Autoscaler extends TracedConstruct {
  constructor(scope: Construct, id: string, props: AutoscalerProps) {
    super(scope, id);
    const { name, namespace, replicas } = props;
    new k8s.KubeHorizontalPodAutoscalerV2(this, 'autoscaler', {
      metadata: { name, namespace, labels: { 'app.kubernetes.io/name': name }, annotations: wave('services') },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
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
