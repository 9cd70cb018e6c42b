import { execFileSync } from 'node:child_process';
import { freePorts } from '../../../src/proving-ground/process';
import { realModel } from '../../real-model';
import { folder, killHard, runPod, startPod } from '../backup/pod';
import { PASSWORD } from '../memo-database/jobs';
import type { Server } from '../memo-database/server';
import { objectOf, podOf } from './committed';

/** The environment whose stores are watched. */
export const ENVIRONMENT = 'memo-prod';

/** A word of the passwords that stands nowhere else. */
export const MARK = 'Wv5tMark';

/** Password of the exporters' accounts: quotes, variables, whatever an address or a line of settings ends with, Hangul. */
export const WATCHING = `an"other's $1 \${HOME} ${MARK} @tcp(x:1)/y&z=#;\\x41 비밀 `;

const objects = realModel()
  .manifests.filter(({ environment }) => environment === ENVIRONMENT)
  .map(({ object }) => object);

/** Runs the Jobs that make the accounts and look at them. @throws Error with the words of one that fails */
export async function initialise({ access }: Server): Promise<void> {
  for (const name of ['database-schema-init', 'data-validation']) {
    const { code, output } = await runPod(podOf(objectOf(ENVIRONMENT, `Job/${name}`)), {
      objects,
      values: {
        'mariadb-root/password': access.MYSQL_PWD,
        'app-secrets/db-password': PASSWORD,
        'mariadb-exporter/password': WATCHING,
      },
      env: { ...access },
      programs: { '*': '/usr/bin' },
    });
    if (code !== 0) throw new Error(`${name} ended with ${code}:\n${output}`);
  }
}

/** A Redis as the Deployment starts it; its port alone is another. */
export interface Redis {
  readonly port: number;
  /** What redis-cli prints, as the account that everybody has. */
  readonly ask: (...words: readonly string[]) => string;
  readonly end: () => Promise<void>;
}

export async function startRedis(): Promise<Redis> {
  const [port = 0] = await freePorts(1);
  const running = startPod(podOf(objectOf(ENVIRONMENT, 'Deployment/redis')), {
    objects: objects.map(object => (object.kind === 'ConfigMap' ? onPort(object, port) : object)),
    claims: { tmp: folder('redis') },
    values: { 'app-secrets/redis-password': PASSWORD, 'redis-exporter/password': WATCHING },
    programs: { '*': '/usr/bin' },
  });
  const ask: Redis['ask'] = (...words) =>
    execFileSync('redis-cli', ['-e', '-p', String(port), ...words], {
      encoding: 'utf8',
      stdio: 'pipe',
      env: { PATH: process.env['PATH'], REDISCLI_AUTH: PASSWORD },
    });
  let early: string | undefined;
  void running.ended.then(({ output }) => (early = output));
  for (const end = Date.now() + 120_000; ; await new Promise(resolve => setTimeout(resolve, 100)))
    try {
      ask('ping');
      return { port, ask, end: async () => void (await killHard(running)) };
    } catch (error) {
      if (early !== undefined || Date.now() > end) throw new Error(early, { cause: error });
    }
}

function onPort(object: (typeof objects)[number], port: number): (typeof objects)[number] {
  const { data } = object as unknown as { readonly data?: Readonly<Record<string, string>> };
  const text = data?.['redis.conf']?.replace('port 6379', `port ${port}`);
  return text === undefined ? object : ({ ...object, data: { ...data, 'redis.conf': text } } as typeof object);
}
