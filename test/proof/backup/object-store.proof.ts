import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupDestination } from '../../../src/constructs/backup';
import { folder, removeFolders, runPod, type Ended, type Surroundings } from './pod';
import { SECRETS, startServer, type TestServer } from './server';
import { content, DAMAGE, DATABASE, podOf, shop } from './shop';

/** Stand-ins for the clouds' command lines, and nothing else: neither find nor awk, which those images lack. */
const CLOUD = join(__dirname, 'stand-ins');
const TOKEN = 'token of the pod';

const cloud = (identity: string): BackupDestination =>
  identity === 's3'
    ? {
        type: 's3',
        bucket: 'backups',
        prefix: 'shop/',
        image: { repository: 'public.ecr.aws/aws-cli/aws-cli', tag: '2.27.50' },
        identity: { type: 'irsa', roleArn: 'arn:aws:iam::111122223333:role/backup' },
        restoreIdentity: { type: 'irsa', roleArn: 'arn:aws:iam::111122223333:role/restore' },
        calls: [],
      }
    : {
        type: 'azureBlob',
        account: 'shopbackups',
        container: 'postgresql',
        image: { repository: 'mcr.microsoft.com/azure-cli', tag: '2.77.0' },
        identity: { type: 'azure', clientId: { configMap: 'backup-identity', key: 'clientId' } },
        restoreIdentity: { type: 'azure', clientId: { configMap: 'restore-identity', key: 'clientId' } },
        calls: [],
      };

describe.each([
  ['s3', 'backups/shop'],
  ['azureBlob', 'shopbackups/postgresql'],
])('backups in %s, where a stand-in keeps them in a folder,', (type, place) => {
  const objects = shop(cloud(type));
  const store = folder('cloud');
  const kept = join(store, place);
  const token = join(store, 'token');
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer(objects, DATABASE);
    server.sql(content(1000));
    mkdirSync(kept, { recursive: true });
    writeFileSync(token, TOKEN);
    // Another database's, in the same place, and newer.
    mkdirSync(join(kept, 'shop-eu-20990101T000000Z.sql.gz.sha256'));
  });
  afterAll(async () => {
    await server.kill();
  });

  function run(what: 'backup' | 'restore', env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const surroundings: Surroundings = {
      objects,
      values: { ...SECRETS, 'backup-identity/clientId': 'backup', 'restore-identity/clientId': 'restore' },
      env: {
        PGHOST: '127.0.0.1',
        PGPORT: String(server.port),
        STAND_IN_STORE: store,
        STAND_IN_TOKEN: TOKEN,
        AZURE_TENANT_ID: 'tenant',
        AZURE_FEDERATED_TOKEN_FILE: token,
        ...env,
      },
      programs: { upload: CLOUD, fetch: CLOUD },
      outside: [store],
    };
    return runPod(podOf(objects, `postgresql-${what}`), surroundings);
  }
  const backups = (): readonly string[] =>
    readdirSync(kept)
      .filter(name => /^shop-\d{8}T\d{6}Z\.sql\.gz$/.test(name))
      .sort();

  /** Backs up in a second in which nobody else did: it gives a backup its name. */
  async function backup(): Promise<Ended> {
    const now = (): string => `shop-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}.sql.gz`;
    const last = backups().at(-1) ?? '';
    while (now() <= last) await new Promise(resolve => setTimeout(resolve, 50));
    return run('backup');
  }

  test('are uploaded with their checksum, fetched and put back: the newest, or the one that is named', async () => {
    const before = server.dump();
    expect((await backup()).output).toMatch(/backup: shop-[^]*upload: shop-/);
    const [name = ''] = backups();
    expect(readdirSync(kept)).toContain(`${name}.sha256`);
    server.sql(DAMAGE);
    const after = server.dump();
    expect((await backup()).code).toBe(0);
    expect(await run('restore', { BACKUP: name })).toMatchObject({ code: 0 });
    expect(server.dump()).toBe(before);
    expect((await run('restore')).output).toContain(`restore: shop is as ${backups().at(-1)} has it`);
    expect(server.dump()).toBe(after);
  });

  test('of which only the checksum is missing, because the upload stopped, are passed over', async () => {
    expect((await backup()).code).toBe(0);
    rmSync(join(kept, `${backups().at(-1)}.sha256`));
    expect((await run('restore')).output).toContain(`restore: shop is as ${backups().at(-2)} has it`);
  });

  test('that are not there fail the Job before the database is touched', async () => {
    const before = server.dump();
    const ended = await run('restore', { BACKUP: 'shop-20200101T000000Z.sql.gz' });
    expect(ended.code).toBe(1);
    expect(ended.output).toMatch(/fetch: shop-20200101T000000Z\.sql\.gz did not come[^]*shop-2/);
    for (const name of readdirSync(kept)) rmSync(join(kept, name), { recursive: true });
    expect(await run('restore')).toEqual({
      code: 1,
      output: expect.stringContaining('has no backup of shop') as string,
    });
    expect(server.dump()).toBe(before);
  });
});

afterAll(removeFolders);
