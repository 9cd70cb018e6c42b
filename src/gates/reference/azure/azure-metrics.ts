/** What Azure Monitor makes of a window's readings. */
export type MetricAggregation = 'Average' | 'Count' | 'Maximum' | 'Minimum' | 'Total';

/** Where a dimension's values come from: names of objects of a kind that lie in the watched one. */
export interface NamedPart {
  readonly kind: string;
}

/** What a service of Azure sends, as far as alerts here look at it. */
export interface KnownAzureMetric {
  /** Group and kind of the objects that send it. */
  readonly of: string;
  /** What it is counted in, in words. */
  readonly unit: string;
  /** Aggregations that the list of supported metrics names. */
  readonly aggregations: readonly MetricAggregation[];
  /** Dimensions that it has; a value that nobody can name here (a replica's number) has no kind. */
  readonly dimensions: Readonly<Record<string, NamedPart | undefined>>;
  /** Minutes between two points. */
  readonly every: number;
  /** Thresholds that can be meant in that unit, both included. */
  readonly thresholds: readonly [least: number, most: number];
}

const MEASURED: readonly MetricAggregation[] = ['Average', 'Maximum', 'Minimum'];
const SERVER = { of: 'dbforpostgresql.azure.com/FlexibleServer', dimensions: {}, every: 1 } as const;
const CACHE = { of: 'cache.azure.com/RedisEnterprise', every: 5 } as const;
const BUS = { of: 'servicebus.azure.com/Namespace', every: 1 } as const;
const QUEUE = { EntityName: { kind: 'servicebus.azure.com/NamespacesQueue' } };

/** A share of 1 would be read as 1 %, and nothing is fuller than full. */
const PERCENT = { unit: 'percent', thresholds: [2, 99] } as const;
const EVENTS = { unit: 'events', thresholds: [0, Infinity] } as const;

const percentOfServer: KnownAzureMetric = { ...SERVER, ...PERCENT, aggregations: MEASURED };
const percentOfCache: KnownAzureMetric = {
  ...CACHE,
  ...PERCENT,
  aggregations: ['Maximum'],
  dimensions: { InstanceId: undefined },
};
const requestsOfBus: KnownAzureMetric = {
  ...BUS,
  ...EVENTS,
  aggregations: ['Total'],
  dimensions: { ...QUEUE, OperationResult: undefined },
};

/**
 * By namespace and name. Source: Microsoft's lists of supported metrics for
 * Microsoft.DBforPostgreSQL/flexibleServers, Microsoft.Cache/redisEnterprise and Microsoft.ServiceBus/namespaces
 * (https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index).
 */
const KNOWN: Readonly<Record<string, KnownAzureMetric>> = {
  'Microsoft.Cache/redisEnterprise percentProcessorTime': percentOfCache,
  'Microsoft.Cache/redisEnterprise usedmemorypercentage': percentOfCache,
  'Microsoft.DBforPostgreSQL/flexibleServers active_connections': {
    ...SERVER,
    unit: 'connections',
    aggregations: MEASURED,
    thresholds: [0, 5000],
  },
  'Microsoft.DBforPostgreSQL/flexibleServers connections_failed': { ...SERVER, ...EVENTS, aggregations: ['Total'] },
  'Microsoft.DBforPostgreSQL/flexibleServers cpu_percent': percentOfServer,
  // 1 while the server answers, else 0: one figure alone divides the two.
  'Microsoft.DBforPostgreSQL/flexibleServers is_db_alive': {
    ...SERVER,
    unit: '1 or 0',
    aggregations: MEASURED,
    thresholds: [1, 1],
  },
  'Microsoft.DBforPostgreSQL/flexibleServers memory_percent': percentOfServer,
  'Microsoft.DBforPostgreSQL/flexibleServers storage_percent': percentOfServer,
  'Microsoft.ServiceBus/namespaces DeadletteredMessages': {
    ...BUS,
    unit: 'messages',
    aggregations: MEASURED,
    dimensions: QUEUE,
    thresholds: [0, Infinity],
  },
  'Microsoft.ServiceBus/namespaces NamespaceCpuUsage': {
    ...BUS,
    ...PERCENT,
    aggregations: ['Maximum'],
    dimensions: { Replica: undefined },
  },
  'Microsoft.ServiceBus/namespaces ServerErrors': requestsOfBus,
  // A queue is at least a gigabyte: what is below a mebibyte was meant in megabytes.
  'Microsoft.ServiceBus/namespaces Size': {
    ...BUS,
    unit: 'bytes',
    aggregations: MEASURED,
    dimensions: QUEUE,
    thresholds: [1024 ** 2, Infinity],
  },
  'Microsoft.ServiceBus/namespaces ThrottledRequests': {
    ...requestsOfBus,
    dimensions: { ...requestsOfBus.dimensions, MessagingErrorSubCode: undefined },
  },
};

/** Names of all that is known, for messages. */
export const KNOWN_AZURE_METRICS: readonly string[] = Object.keys(KNOWN);

/** What is known of a metric. */
export function knownMetric(namespace: unknown, name: unknown): KnownAzureMetric | undefined {
  return KNOWN[`${String(namespace)} ${String(name)}`];
}
