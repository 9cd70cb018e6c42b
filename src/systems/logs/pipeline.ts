import { Yaml } from 'cdk8s';

/** A service whose lines are kept. */
export interface LogSource {
  readonly namespace: string;
  /** The service, and its container. */
  readonly service: string;
}

export interface PipelineProps {
  readonly sources: readonly LogSource[];
  /** What an output of Fluent Bit says of where the lines of a source go. */
  readonly send: (source: LogSource) => Readonly<Record<string, string | number>>;
  /** Port of metrics and health. */
  readonly port: number;
  /** Folder for positions in files and for lines that wait. */
  readonly folder: string;
}

/** Folders of a node: links by the names of pods, and the files behind them. */
export const NODE_FOLDERS = ['/var/log/containers', '/var/log/pods'] as const;

/** Most that lines of one service may take on a node while nobody takes them; the oldest go first. */
export const WAITING_MB = 24;

/** The file name that the kubelet gives: `<pod>_<namespace>_<container>-<64 hexadecimal digits>.log`. */
const FILE_NAME =
  '(?<pod_name>[a-z0-9]([-.a-z0-9]*[a-z0-9])?)_(?<namespace_name>[^_]+)_(?<container_name>.+)-(?<container_id>[a-f0-9]{64})\\.log$';

/**
 * Fluent Bit's configuration: one reader of exactly the services' files, one sender a service. The tag is made of the
 * file's name, namespace and container before the pod, since they hold no dot: a match by both takes no other's lines.
 */
export function pipeline({ sources, send, port, folder }: PipelineProps): string {
  return Yaml.stringify({
    service: {
      flush: 5,
      grace: 20,
      log_level: 'info',
      http_server: 'on',
      http_listen: '0.0.0.0',
      http_port: port,
      'scheduler.base': 5,
      'scheduler.cap': 60,
      'storage.path': `${folder}/chunks`,
      // A chunk in memory costs its 2 MB, and while it is sent about 2.3 MB more.
      'storage.max_chunks_up': 16,
      'storage.backlog.mem_limit': '16M',
    },
    pipeline: {
      inputs: [reader(sources, folder)],
      outputs: sources.map(source => sender(source, send)),
    },
  });
}

function reader(sources: readonly LogSource[], folder: string): object {
  return {
    name: 'tail',
    path: sources.map(({ namespace, service }) => `${NODE_FOLDERS[0]}/*_${namespace}_${service}-*.log`).join(','),
    tag: 'kube.<namespace_name>.<container_name>.<pod_name>',
    tag_regex: FILE_NAME,
    'multiline.parser': 'cri',
    // A line twice is better than none: a new pod of the agent reads from the start what the node still has.
    read_from_head: 'true',
    db: `${folder}/positions.db`,
    refresh_interval: 10,
    rotate_wait: 30,
    buffer_max_size: '256k',
    skip_long_lines: 'on',
    'storage.type': 'filesystem',
  };
}

function sender(source: LogSource, send: PipelineProps['send']): object {
  const { name, ...where } = send(source);
  const { namespace, service } = source;
  return {
    name,
    alias: service,
    match: `kube.${namespace}.${service}.*`,
    ...where,
    retry_limit: 60,
    'storage.total_limit_size': `${WAITING_MB}M`,
  };
}
