import { everyResource, type Grant } from './grant';

/** Sending metrics of one namespace of CloudWatch (`LearningPlatform`), and no other. Logs: `LogGroup.writeGrant`. */
export function metricsGrant(namespace: string): Grant {
  return {
    sid: 'SendMetrics',
    actions: ['cloudwatch:PutMetricData'],
    resources: everyResource('CloudWatch authorises metrics on no resource; the condition names the namespace'),
    conditions: { StringEquals: { 'cloudwatch:namespace': namespace } },
  };
}
