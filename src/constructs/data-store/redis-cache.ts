import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { PodEndpoint } from '../../model';
import { watchStore } from '../monitoring';
import { fewest, type Replicas } from '../scaling';
import { TracedConstruct } from '../structure';
import {
  ConfigMap,
  resourcesOf,
  Service,
  type ContainerSize,
  type Image,
  type Rollout,
  type VariableSource,
} from '../workload';
import { redisFile } from './settings-file';
import { REDIS_EXPORTER, REDIS_EXPORTER_RIGHTS, redisExporter } from './redis-exporter';
import type { Watching } from './store-exporter';

export interface RedisCacheProps {
  readonly namespace: string;
  /** An official image of Redis with its exact version. */
  readonly image: Image;
  readonly size: ContainerSize;
  readonly replicas: Replicas;
  /** @default surge */
  readonly rollout?: Rollout;
  /** Memory for data (`512mb`); beyond it keys are evicted. */
  readonly maxMemory: `${number}mb`;
  readonly eviction: 'allkeys-lru' | 'allkeys-lfu' | 'volatile-ttl' | 'noeviction';
  /** @default anybody whom the policies let in */
  readonly password?: VariableSource;
  /** @default none */
  readonly tier?: string;
  /** Its exporter, as an account that reads no key; needs `password`, without which everybody may do everything. @default none */
  readonly watched?: Watching;
}

const PORT = 6379;

/** Connections at the same time; Redis' own default would want more file descriptors than a container may have. */
const CONNECTIONS = 1000;

/** `redis` in the Debian variant of the official image. */
const USER = 999;

const FOLDER = '/etc/redis';

/** A Redis that keeps nothing on disk: a cache that may start empty at any time. */
export class RedisCache extends TracedConstruct {
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, id: string, props: RedisCacheProps) {
    super(scope, id);
    const { namespace, image, size, replicas, rollout, password, tier, watched } = props;
    if (watched && !password) throw new Error(`${this.node.path}: an exporter's account is no use without a password`);
    const files = new ConfigMap(this, `${id}-config`, {
      namespace,
      data: { 'redis.conf': redisFile(settings(props)) },
    });
    this.endpoint = new Service(this, id, {
      namespace,
      image,
      size,
      replicas,
      user: USER,
      port: PORT,
      portName: 'redis',
      command: password ? withPassword(watched !== undefined) : ['redis-server', `${FOLDER}/redis.conf`],
      ...(rollout && { rollout }),
      ...(tier && { tier }),
      // redis-cli takes the password from this variable, the server from the line that the command adds.
      ...(password && {
        variables: { REDISCLI_AUTH: password, ...(watched && { EXPORTER_PASSWORD: watched.password }) },
      }),
      files: [{ path: FOLDER, configMap: files }],
      probes: {
        liveness: { ...PING, failures: 6 },
        readiness: { ...PING, failures: 3 },
      },
    }).endpoint;
    const { memoryMiB } = resourcesOf(size).limits;
    if (watched) redisExporter(this, this.endpoint, { connections: CONNECTIONS, memoryMiB }, watched);
    else this.toldByReadiness(id, props);
  }

  /** Who is asked by no exporter is judged by its ready pods, which have to be there at every hour. */
  private toldByReadiness(name: string, { namespace, replicas }: RedisCacheProps): void {
    if (replicas.type === 'scheduled')
      throw new Error(`${this.node.path}: sleeps; give it \`watched\`, whose alerts do, too`);
    watchStore(this, { kind: 'Deployment', name, namespace, pods: fewest(replicas), needs: 1 });
  }
}

const PING = {
  command: ['redis-cli', '-e', '-p', String(PORT), 'ping'],
  every: Duration.seconds(10),
  timeout: Duration.seconds(5),
} as const;

/**
 * Passwords go in by standard input: neither a file nor the list of processes shows them. Each byte is written as
 * Redis reads it inside quotes (`\x41`), so that no password ends the line or the quotes. An empty one would open Redis
 * to everybody.
 */
function withPassword(watched: boolean): readonly string[] {
  return [
    '/bin/sh',
    '-c',
    [
      'set -eu',
      ...quoted('password', 'REDISCLI_AUTH'),
      ...(watched ? quoted('exporter', 'EXPORTER_PASSWORD') : []),
      `exec redis-server ${FOLDER}/redis.conf - <<CONFIG`,
      'requirepass "$password"',
      ...(watched ? [`user ${REDIS_EXPORTER} on ">$exporter" ${REDIS_EXPORTER_RIGHTS}`] : []),
      'CONFIG',
      '',
    ].join('\n'),
  ];
}

/** Lines of a shell that write the password of an environment variable as Redis reads it. */
function quoted(into: string, variable: string): readonly string[] {
  return [
    `: "\${${variable}:?the password is empty: fill the key of the Secret}"`,
    String.raw`${into}="$(printf %s "$${variable}" | od -An -v -tx1 | tr -d ' \n' | sed 's/../\\x&/g')"`,
  ];
}

function settings({ maxMemory, eviction }: RedisCacheProps): Record<string, string | number | boolean> {
  return {
    bind: '* -::*',
    port: PORT,
    // Policies and the password decide who comes in; this switch would refuse every pod where there is no password.
    'protected-mode': false,
    maxmemory: maxMemory,
    'maxmemory-policy': eviction,
    save: '',
    appendonly: false,
    dir: '/tmp',
    timeout: 0,
    'tcp-keepalive': 300,
    maxclients: CONNECTIONS,
    loglevel: 'notice',
  };
}
