import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { seeded } from '../../seeded';
import { TENTH } from '../tenth';
import { folder, killHard, postgresPrograms, removeFolders, runPod, startPod, type Surroundings } from './pod';
import { SECRETS, startServer, type TestServer } from './server';
import { content, DATABASE, podOf, shop } from './shop';

const KILLS = TENTH ? 8 : 80;
const objects = shop({ type: 'pvc', storageClass: 'managed-csi', size: '4Gi' }, 3 * KILLS + 1);

let server: TestServer;
beforeAll(async () => {
  server = await startServer(objects, DATABASE);
  server.sql(content(5000));
});
afterAll(async () => {
  await server.kill();
  removeFolders();
});

/** Programs of the script's end that take a fifth of a second longer, so that kills fall between them. */
function slowEnd(): string {
  const path = folder('programs');
  for (const name of ['sha256sum', 'sync', 'mv', 'stat']) {
    const text = `#!/bin/bash\n/usr/bin/sleep 0.1\n/usr/bin/${name} "$@"\nstatus=$?\n/usr/bin/sleep 0.1\nexit $status\n`;
    writeFileSync(join(path, name), text, { mode: 0o755 });
  }
  return `${path}:${postgresPrograms()}:/usr/bin`;
}

const plain = (dump: string): string => dump.replaceAll(/^\\(un)?restrict .*$/gm, '');

test(`kill -9 at ${KILLS} random moments leaves whole backups or none, and the next run works`, async () => {
  const next = seeded(7);
  const store = folder('store');
  const whole = server.dump();
  const pod = podOf(objects, 'postgresql-backup');
  const surroundings: Surroundings = {
    objects,
    claims: { 'postgresql-backup': store },
    values: SECRETS,
    env: { PGHOST: '127.0.0.1', PGPORT: String(server.port) },
  };
  const slow: Surroundings = { ...surroundings, programs: { backup: slowEnd() } };
  const longest = async (how: Surroundings): Promise<number> => {
    const begun = Date.now();
    expect((await runPod(pod, how)).code).toBe(0);
    return Date.now() - begun;
  };
  const spans = [await longest(surroundings), await longest(slow)];
  const tally = { killed: 0, 'too late': 0, 'left unfinished': 0, 'left a checksum alone': 0, 'left a backup': 0 };
  for (let kill = 0; tally.killed < KILLS; kill++) {
    const known = new Set(readdirSync(store));
    const running = startPod(pod, kill % 2 === 0 ? surroundings : slow);
    await new Promise(resolve => setTimeout(resolve, next() * (spans[kill % 2] as number)));
    const inTime = (await killHard(running)).code !== 0;
    tally[inTime ? 'killed' : 'too late']++;
    expect(tally['too late']).toBeLessThan(2 * KILLS);
    // What a run takes follows what else the machine does: the span in which kills fall follows it.
    spans[kill % 2] = (spans[kill % 2] as number) * (inTime ? 1.05 : 0.8);
    const left = readdirSync(store).filter(name => !known.has(name));
    if (left.some(name => name.endsWith('.part'))) tally['left unfinished']++;
    const made = left.filter(name => name.endsWith('.sql.gz'));
    if (made.length > 0) tally['left a backup']++;
    else if (left.some(name => name.endsWith('.sha256'))) tally['left a checksum alone']++;
    for (const name of made) expect(plain(gunzipSync(readFileSync(join(store, name))).toString())).toBe(whole);
  }
  console.log(`backup, kill -9: ${JSON.stringify(tally)}`);

  expect((await runPod(pod, surroundings)).code).toBe(0);
  const names = readdirSync(store).filter(name => name !== '.lock');
  expect(names.filter(name => name.endsWith('.part'))).toEqual([]);
  expect(names.filter(name => name.endsWith('.sha256')).map(name => name.replace('.sha256', ''))).toEqual(
    names.filter(name => !name.endsWith('.sha256')),
  );
  server.sql('DROP TABLE archive.orders');
  const restored = await runPod(podOf(objects, 'postgresql-restore'), surroundings);
  expect(restored.output).toMatch(/^restore: shop is as/);
  expect(server.dump()).toBe(whole);
});
