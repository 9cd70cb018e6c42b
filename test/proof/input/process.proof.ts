import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chosen } from '../tenth';

const ROOT = resolve(__dirname, '../../..');
const NEEDED = ['bin', 'src', 'imports', 'schemas', 'dist', 'argocd', 'docs', 'package.json', 'tsconfig.json'];
const DEV = 'src/environments/fablink-dev';
const PROD = 'src/environments/fablink-prod';
const TRIPGEN_DEV = 'src/environments/tripgen-dev';
const TRIPGEN_PROD = 'src/environments/tripgen-prod';
const MEMO_DEV = 'src/environments/memo-dev';

/** A mistake in one file: what stands there, what a person made of it, and how the run ends. */
interface Mistake {
  readonly name: string;
  readonly file: string;
  readonly from: RegExp;
  readonly to: string;
  readonly exit: 1 | 2;
  /** What the message must say. */
  readonly says: RegExp;
}

const MISTAKES: readonly Mistake[] = [
  {
    name: 'no pods',
    file: `${DEV}/index.ts`,
    from: /fixed\(1\)/,
    to: 'fixed(0)',
    exit: 2,
    says: /got 0, in fixed\(0\)\n.*index\.ts:\d+:\d+\n {2}in fablink-dev, systems\.fablink\.backend\.replicas\n {2}expected: a whole/,
  },
  {
    name: 'fewer pods at the most than at the least',
    file: `${PROD}/index.ts`,
    from: /min: 3, max: 20,/,
    to: 'min: 30, max: 20,',
    exit: 2,
    says: /got min 30 and max 20[^]* in fablink-prod, systems\.fablink\.backend\.replicas\n {2}expected: whole numbers/,
  },
  {
    name: 'a request above its limit',
    file: `${PROD}/index.ts`,
    from: /size\('500m'/,
    to: "size('5000m'",
    exit: 2,
    says: /got size\('5000m'[^]* in fablink-prod, systems\.fablink\.backend\.size\n {2}expected: .*exceeds the limit/,
  },
  { name: 'a wrong unit', file: `${DEV}/index.ts`, from: /'320Mi'/, to: "'320mm'", exit: 2, says: /320mm/ },
  { name: 'a misspelt key', file: `${DEV}/index.ts`, from: /backend: \{/, to: 'backent: {', exit: 2, says: /backent/ },
  {
    name: 'a negative time',
    file: `${DEV}/index.ts`,
    from: /Duration\.seconds\(5\)/,
    to: 'Duration.seconds(-5)',
    exit: 2,
    says: /got Duration\.seconds\(-5\)[^]* in fablink-dev, systems\.fablink\.[\w.]+\n {2}expected: .*negative/,
  },
  {
    name: 'a short account',
    file: `${DEV}/cluster.ts`,
    from: /account: '853963783084'/,
    to: "account: '85396378308'",
    exit: 2,
    says: /cluster\.ts:\d+:\d+[^]*fablink-dev, cluster\.cloud\.account[^]*12 digits/,
  },
  {
    name: 'a registry that is not ours',
    file: `${DEV}/cluster.ts`,
    from: /registries: \[.*\]/,
    to: "registries: ['registry.example.com']",
    exit: 1,
    says: /image-registry/,
  },
  {
    name: 'no backups',
    file: `${DEV}/data.ts`,
    from: /backupRetentionDays: 7/,
    to: 'backupRetentionDays: 0',
    exit: 2,
    says: /data\.ts:\d+:\d+[^]*from 1 to 35/,
  },
  {
    name: 'a NodePort out of range',
    file: `${DEV}/api.ts`,
    from: /port: 30080/,
    to: 'port: 80',
    exit: 2,
    says: /api\.ts:\d+:\d+[^]*from 30000 to 32767/,
  },
  {
    name: 'an image that floats',
    file: `${DEV}.release.json`,
    from: /"tag": "\w+"/,
    to: '"tag": "latest"',
    exit: 2,
    says: /"latest"/,
  },
  {
    name: 'a release of something unknown',
    file: `${DEV}.release.json`,
    from: /"image": \{/,
    to: '"image": { "backend": { "tag": "1.0.0" },',
    exit: 2,
    says: /release\.image\.backend/,
  },
  { name: 'half a release file', file: `${DEV}.release.json`, from: /\}\s*$/, to: '', exit: 2, says: /release\.json/ },
  {
    name: 'office hours that end before they start',
    file: `${TRIPGEN_DEV}/index.ts`,
    from: /end: '20:00'/,
    to: "end: '07:00'",
    exit: 2,
    says: /08:00 to 07:00[^]*index\.ts:\d+:\d+[^]* in tripgen-dev, systems\.tripgen\.[\w.-]+replicas[^]*an end after the start/,
  },
  {
    name: 'a machine that AKS does not have',
    file: `${TRIPGEN_DEV}/cluster.ts`,
    from: /instanceTypes: \['Standard_B2s'\]/,
    to: "instanceTypes: ['Standard_B3s']",
    exit: 2,
    says: /"Standard_B3s"[^]*cluster\.ts:\d+:\d+[^]*tripgen-dev, cluster\.pools\.0\.instanceTypes\.0[^]*Standard_B2s/,
  },
  {
    name: 'backups that are removed while nobody can',
    file: `${TRIPGEN_PROD}/index.ts`,
    from: /immutableDays: 14/,
    to: 'immutableDays: 36',
    exit: 2,
    says: /"immutableDays":36[^]*tripgen-prod, systems\.tripgen\.backup\.to\n[^]*at most retentionDays/,
  },
  {
    name: 'a buffer pool larger than its container',
    file: `${MEMO_DEV}/index.ts`,
    from: /bufferPool: '256M'/,
    to: "bufferPool: '2G'",
    exit: 2,
    says: /"bufferPool":"2G"[^]*memo-dev, systems\.memo\.database\n[^]*below the limit/,
  },
  {
    name: 'an environment listed twice',
    file: 'src/environments/index.ts',
    from: /\n {2}fablinkDev,\n/,
    to: '\n  fablinkDev,\n  fablinkDev,\n',
    exit: 2,
    says: /no other environment has/,
  },
];

const copy = mkdtempSync(join(tmpdir(), 'garam-input-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** `npm start` in the copy. */
function run(): { readonly status: number | null; readonly stderr: string } {
  const start = ['-r', 'ts-node/register', 'src/main.ts'];
  const { status, stderr } = spawnSync(process.execPath, start, { cwd: copy, encoding: 'utf8' });
  return { status, stderr };
}

/** Every file that a run could write, or leave behind, with its text. */
function written(): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const entry of readdirSync(copy, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !path.includes('node_modules')) texts[path] = readFileSync(path, 'utf8');
  }
  return texts;
}

describe('a mistake in a file of the repository', () => {
  beforeAll(() => {
    for (const name of NEEDED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    expect(run()).toEqual({ status: 0, stderr: '' });
  });

  test.each(chosen(MISTAKES, 23))('$name is told, and not a byte changes', ({ file, from, to, exit, says }) => {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(path, text.replace(from, to));
    const before = written();
    const { status, stderr } = run();
    const after = written();
    writeFileSync(path, text);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(exit);
    expect(after).toEqual(before);
  });
});
