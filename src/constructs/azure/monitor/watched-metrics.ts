import type { AzureMetric, Aggregation } from './azure-metric';

/**
 * Names, aggregations, dimensions and intervals are those of Microsoft's lists of supported metrics
 * (https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index).
 */

type Of = Pick<AzureMetric<'Count'>, 'namespace' | 'of' | 'every'>;

/** Whether the server answers: 1 in every minute in which it does at some time, else 0. */
export function serverAlive(server: string): AzureMetric<'Count'> {
  return {
    ...ofServer(server),
    name: 'is_db_alive',
    unit: 'Count',
    aggregation: 'Maximum',
    title: { en: 'The server answers', ko: '서버 응답 여부' },
    description: {
      en: '1 while the server answers, 0 while it does not. No line: Azure was sent nothing, which no alert tells.',
      ko: '서버가 응답하면 1, 응답하지 않으면 0. 선이 없으면 Azure가 아무 값도 받지 못한 것이며, 이때는 어떤 경보도 울리지 않는다.',
    },
  };
}

const USED: Readonly<Record<'cpu' | 'memory' | 'storage', Pick<AzureMetric<'Percent'>, 'title' | 'description'>>> = {
  cpu: {
    title: { en: 'CPU of the server', ko: '서버의 CPU' },
    description: {
      en: 'Share of its CPU that the server uses. Near 100 % every query waits.',
      ko: '서버가 쓰는 CPU의 비율. 100 %에 가까우면 모든 질의가 기다린다.',
    },
  },
  memory: {
    title: { en: 'Memory of the server', ko: '서버의 메모리' },
    description: {
      en: 'Share of its memory that the server uses. At 100 % the kernel ends connections.',
      ko: '서버가 쓰는 메모리의 비율. 100 %가 되면 커널이 연결을 끊는다.',
    },
  },
  storage: {
    title: { en: 'Storage of the server', ko: '서버의 디스크' },
    description: {
      en: 'Share of the disk that is used. Azure makes the disk larger by itself; a line that stays high says that it could not.',
      ko: '디스크 사용 비율. Azure가 디스크를 스스로 늘리며, 높은 채로 있으면 늘리지 못한 것이다.',
    },
  },
};

/** Share of the server's CPU, memory or storage that is used. */
export function serverUsage(server: string, of: keyof typeof USED): AzureMetric<'Percent'> {
  return { ...ofServer(server), name: `${of}_percent`, unit: 'Percent', aggregation: 'Average', ...USED[of] };
}

/** Connections of clients to the server, those that only wait among them. */
export function serverConnections(server: string): AzureMetric<'Count'> {
  return {
    ...ofServer(server),
    name: 'active_connections',
    unit: 'Count',
    aggregation: 'Maximum',
    title: { en: 'Connections to the server', ko: '서버 연결 수' },
    description: {
      en: 'Most connections that clients held, those that only wait among them. Red: more than the budget of all pods.',
      ko: '클라이언트가 맺은 연결의 최댓값(쉬는 연결 포함). 빨간 영역은 모든 파드의 예산을 넘은 것이다.',
    },
  };
}

/** Connections that the server refused, for whatever reason. */
export function serverFailedConnections(server: string): AzureMetric<'Count'> {
  return {
    ...ofServer(server),
    name: 'connections_failed',
    unit: 'Count',
    aggregation: 'Total',
    title: { en: 'Connections that failed', ko: '실패한 연결' },
    description: {
      en: 'Connections that the server refused, for whatever reason: a wrong password, no free place.',
      ko: '서버가 거절한 연결의 수. 이유는 틀린 비밀번호, 빈자리 부족 등이다.',
    },
  };
}

const CACHED: Readonly<Record<'cpu' | 'memory', Pick<AzureMetric<'Percent'>, 'name' | 'title' | 'description'>>> = {
  cpu: {
    name: 'percentProcessorTime',
    title: { en: 'CPU of the cache', ko: '캐시의 CPU' },
    description: {
      en: 'Share of its CPU that the cache uses, of the busiest node.',
      ko: '캐시가 쓰는 CPU의 비율(가장 바쁜 노드).',
    },
  },
  memory: {
    name: 'usedmemorypercentage',
    title: { en: 'Memory of the cache', ko: '캐시의 메모리' },
    description: {
      en: 'Share of the memory for keys that is used. A full cache drops what was used least: that is no fault.',
      ko: '키를 담는 메모리의 사용 비율. 가득 차면 가장 덜 쓰인 것을 버리며, 그 자체는 고장이 아니다.',
    },
  },
};

/** Share of the cache's CPU, or of its memory for keys, that is used. It is sent every five minutes. */
export function cacheUsage(cache: string, of: keyof typeof CACHED): AzureMetric<'Percent'> {
  return { ...ofCache(cache), unit: 'Percent', aggregation: 'Maximum', ...CACHED[of] };
}

/** Messages that each queue has given up: a reader failed on them too often, or nobody took them in time. */
export function deadLetters(bus: string, queues: readonly string[]): AzureMetric<'Count'> {
  return {
    ...ofQueues(bus, queues, 'Maximum'),
    name: 'DeadletteredMessages',
    unit: 'Count',
    title: { en: 'Dead letters', ko: '배달 못한 메시지' },
    description: {
      en: 'Messages that each queue has given up: a reader failed on them too often, or nobody took them in time.',
      ko: '큐마다 포기한 메시지의 수. 읽는 쪽이 너무 여러 번 실패했거나, 제때 아무도 가져가지 않은 것이다.',
    },
  };
}

/** Bytes that each queue holds. */
export function queueSize(bus: string, queues: readonly string[]): AzureMetric<'Bytes'> {
  return {
    ...ofQueues(bus, queues, 'Average'),
    name: 'Size',
    unit: 'Bytes',
    title: { en: 'Size of queues', ko: '큐의 크기' },
    description: {
      en: 'Bytes that each queue holds. A full one refuses whoever sends.',
      ko: '큐마다 담고 있는 바이트. 가득 찬 큐는 보내는 쪽을 거절한다.',
    },
  };
}

const REQUESTS: Readonly<Record<'throttled' | 'failed', Pick<AzureMetric<'Count'>, 'name' | 'title' | 'description'>>> =
  {
    throttled: {
      name: 'ThrottledRequests',
      title: { en: 'Requests turned away', ko: '거절된 요청' },
      description: {
        en: 'Requests that Service Bus turned away because it was asked too much.',
        ko: '요청이 너무 많아 Service Bus가 거절한 요청의 수.',
      },
    },
    failed: {
      name: 'ServerErrors',
      title: { en: 'Requests that Service Bus failed on', ko: 'Service Bus가 실패한 요청' },
      description: {
        en: 'Requests that failed by a fault of Service Bus itself. Single ones happen, and clients try again.',
        ko: 'Service Bus 자체의 문제로 실패한 요청의 수. 한두 건은 있을 수 있고, 클라이언트가 다시 시도한다.',
      },
    },
  };

/** Requests that the namespace turned away because it was asked too much, or that it failed on itself. */
export function busRequests(bus: string, that: keyof typeof REQUESTS): AzureMetric<'Count'> {
  return { ...ofBus(bus), unit: 'Count', aggregation: 'Total', ...REQUESTS[that] };
}

/** Share of the messaging units' CPU that is used; the premium tier alone sends it. */
export function busCpu(bus: string): AzureMetric<'Percent'> {
  return {
    ...ofBus(bus),
    name: 'NamespaceCpuUsage',
    unit: 'Percent',
    aggregation: 'Maximum',
    title: { en: 'CPU of the messaging units', ko: '메시징 단위의 CPU' },
    description: {
      en: 'Share of the messaging units’ CPU that is used, of the busiest one.',
      ko: '메시징 단위가 쓰는 CPU의 비율(가장 바쁜 것).',
    },
  };
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
