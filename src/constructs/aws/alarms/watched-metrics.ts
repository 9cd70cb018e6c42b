import type { CloudWatchMetric } from './cloudwatch-metric';
import { ofInstance, ofStage, ofTable } from './metric-senders';

/** A stage of a REST API, as its metrics name it: by names, which git knows, and not by ids, which AWS chooses. */
export interface WatchedStage {
  readonly api: string;
  readonly stage: string;
}

/**
 * Requests of a minute, each a sample: what the sample itself says is not documented. Sent for API and stage without the
 * detailed metrics, which cost.
 */
export function apiRequests({ api, stage }: WatchedStage): CloudWatchMetric<'Count'> {
  return { ...ofStage(api, stage), name: 'Count', unit: 'Count', statistic: 'SampleCount' };
}

/** Share of a minute's requests that were answered with 5xx, by whomever: API Gateway sends 0 or 1 for each. */
export function apiErrors({ api, stage }: WatchedStage): CloudWatchMetric<'Share'> {
  return { ...ofStage(api, stage), name: '5XXError', unit: 'Share', statistic: 'Average' };
}

/** Time in which a percentile (95) of a minute's requests was answered, from API Gateway's receipt to its answer. */
export function apiLatency({ api, stage }: WatchedStage, percentile: number): CloudWatchMetric<'Milliseconds'> {
  return { ...ofStage(api, stage), name: 'Latency', unit: 'Milliseconds', statistic: `p${percentile}` };
}

/** Share of a database instance's CPU that is used. RDS sends it as long as the instance lives. */
export function databaseCpu(instance: string): CloudWatchMetric<'Percent'> {
  return { ...ofInstance(instance), name: 'CPUUtilization', unit: 'Percent', statistic: 'Average', silence: 'trouble' };
}

/** Memory that a database instance could still use. */
export function databaseFreeMemory(instance: string): CloudWatchMetric<'Bytes'> {
  return { ...ofInstance(instance), name: 'FreeableMemory', unit: 'Bytes', statistic: 'Average' };
}

/** Connections of clients to a database instance; sessions of RDS' own are not among them. */
export function databaseConnections(instance: string): CloudWatchMetric<'Count'> {
  return { ...ofInstance(instance), name: 'DatabaseConnections', unit: 'Count', statistic: 'Maximum' };
}

/** Reads, or writes, of a table that DynamoDB turned away. Nothing is sent while it turns away nobody. */
export function tableThrottles(table: string, kind: 'Read' | 'Write'): CloudWatchMetric<'Count'> {
  return { ...ofTable(table), name: `${kind}ThrottleEvents`, unit: 'Count', statistic: 'Sum' };
}
