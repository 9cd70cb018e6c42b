import type { AzureMetric, Aggregation } from './azure-metric';

/**
 * Names, aggregations, dimensions and intervals are those of Microsoft's lists of supported metrics
 * (https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index).
 */

type Of = Pick<AzureMetric<'Count'>, 'namespace' | 'of' | 'every'>;

/** Whether the server answers: 1 in every minute in which it does at some time, else 0. */
export function serverAlive(server: string): AzureMetric<'Count'> {
  return { ...ofServer(server), name: 'is_db_alive', unit: 'Count', aggregation: 'Maximum' };
}

/** Share of the server's CPU, memory or storage that is used. */
export function serverUsage(server: string, of: 'cpu' | 'memory' | 'storage'): AzureMetric<'Percent'> {
  return { ...ofServer(server), name: `${of}_percent`, unit: 'Percent', aggregation: 'Average' };
}

/** Connections of clients to the server, those that only wait among them. */
export function serverConnections(server: string): AzureMetric<'Count'> {
  return { ...ofServer(server), name: 'active_connections', unit: 'Count', aggregation: 'Maximum' };
}

/** Connections that the server refused, for whatever reason. */
export function serverFailedConnections(server: string): AzureMetric<'Count'> {
  return { ...ofServer(server), name: 'connections_failed', unit: 'Count', aggregation: 'Total' };
}

/** Share of the cache's CPU, or of its memory for keys, that is used. It is sent every five minutes. */
export function cacheUsage(cache: string, of: 'cpu' | 'memory'): AzureMetric<'Percent'> {
  const name = of === 'cpu' ? 'percentProcessorTime' : 'usedmemorypercentage';
  return { ...ofCache(cache), name, unit: 'Percent', aggregation: 'Maximum' };
}

/** Messages that each queue has given up: a reader failed on them too often, or nobody took them in time. */
export function deadLetters(bus: string, queues: readonly string[]): AzureMetric<'Count'> {
  return { ...ofQueues(bus, queues, 'Maximum'), name: 'DeadletteredMessages', unit: 'Count' };
}

/** Bytes that each queue holds. */
export function queueSize(bus: string, queues: readonly string[]): AzureMetric<'Bytes'> {
  return { ...ofQueues(bus, queues, 'Average'), name: 'Size', unit: 'Bytes' };
}

/** Requests that the namespace turned away because it was asked too much, or that it failed on itself. */
export function busRequests(bus: string, that: 'throttled' | 'failed'): AzureMetric<'Count'> {
  const name = that === 'throttled' ? 'ThrottledRequests' : 'ServerErrors';
  return { ...ofBus(bus), name, unit: 'Count', aggregation: 'Total' };
}

/** Share of the messaging units' CPU that is used; the premium tier alone sends it. */
export function busCpu(bus: string): AzureMetric<'Percent'> {
  return { ...ofBus(bus), name: 'NamespaceCpuUsage', unit: 'Percent', aggregation: 'Maximum' };
}

function ofServer(name: string): Of {
  const of = { group: 'dbforpostgresql.azure.com', kind: 'FlexibleServer', name };
  return { namespace: 'Microsoft.DBforPostgreSQL/flexibleServers', of, every: 1 };
}

function ofCache(name: string): Of {
  const of = { group: 'cache.azure.com', kind: 'RedisEnterprise', name };
  return { namespace: 'Microsoft.Cache/redisEnterprise', of, every: 5 };
}

function ofBus(name: string): Of {
  const of = { group: 'servicebus.azure.com', kind: 'Namespace', name };
  return { namespace: 'Microsoft.ServiceBus/namespaces', of, every: 1 };
}

function ofQueues(bus: string, values: readonly string[], aggregation: Aggregation) {
  return { ...ofBus(bus), aggregation, each: { dimension: 'EntityName', values } } as const;
}
