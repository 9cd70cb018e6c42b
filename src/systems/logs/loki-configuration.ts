import { Yaml } from 'cdk8s';

export interface LokiConfigurationProps {
  readonly port: number;
  /** Folder of the volume. */
  readonly folder: string;
  /** Days that a line is kept. */
  readonly retentionDays: number;
}

/** First day of its index: before any line of ours. */
const FIRST_DAY = '2026-01-01';

/**
 * Loki's configuration: all of it in one process, index and chunks on one volume. It knows no accounts, since the policies
 * of the network say who may come, and it tells its maker nothing.
 */
export function lokiConfiguration({ port, folder, retentionDays }: LokiConfigurationProps): string {
  return Yaml.stringify({
    auth_enabled: false,
    // Its own lines are for `kubectl logs`: one for each question would say nothing.
    server: { http_listen_port: port, grpc_listen_address: '127.0.0.1', grpc_listen_port: 9095, log_level: 'warn' },
    common: {
      path_prefix: folder,
      instance_addr: '127.0.0.1',
      replication_factor: 1,
      ring: { kvstore: { store: 'inmemory' } },
      storage: { filesystem: { chunks_directory: `${folder}/chunks`, rules_directory: `${folder}/rules` } },
    },
    schema_config: {
      configs: [
        {
          from: FIRST_DAY,
          store: 'tsdb',
          object_store: 'filesystem',
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    // What is still in memory after a crash comes back from the log of writes, within the memory of the pod.
    ingester: { wal: { replay_memory_ceiling: '256MB' } },
    compactor: { retention_enabled: true, delete_request_store: 'filesystem' },
    limits_config: {
      retention_period: `${retentionDays * 24}h`,
      // Nobody removes lines by a request: retention alone does.
      deletion_mode: 'disabled',
      reject_old_samples: true,
      reject_old_samples_max_age: '168h',
      // As long as a line that Fluent Bit reads.
      max_line_size: '256KB',
      // A stream is what the collector says: Loki adds no label of its own.
      discover_service_name: [],
      max_global_streams_per_user: 500,
    },
    query_range: { results_cache: { cache: { embedded_cache: { enabled: true, max_size_mb: 32 } } } },
    chunk_store_config: { chunk_cache_config: { embedded_cache: { enabled: true, max_size_mb: 64 } } },
    analytics: { reporting_enabled: false },
  });
}
