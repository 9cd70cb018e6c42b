import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly name?: string;
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly permissions?: unknown;
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly jobs?: Readonly<Record<string, Job>>;
  readonly runs?: { readonly steps: readonly Step[] };
}

const root = join(__dirname, '..');
const github = join(root, '.github');
const texts = new Map(
  readdirSync(github, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yaml'))
    .sort()
    .map(path => [path, readFileSync(join(github, path), 'utf8')]),
);
const files = new Map([...texts].map(([path, text]) => [path, parse(text, { merge: false }) as Workflow]));
const workflows = [...files].filter(([path]) => path.startsWith('workflows/'));
const jobs = workflows.flatMap(([path, { jobs = {} }]) => Object.entries(jobs).map(([id, job]) => ({ path, id, job })));
const stepsOf = ({ jobs, runs }: Workflow): readonly Step[] =>
  runs?.steps ?? Object.values(jobs ?? {}).flatMap(job => job.steps ?? []);

/** Places where a rule is broken; the message of a failing test shows them. */
function expectNone(broken: readonly string[]): void {
  expect(broken).toEqual([]);
}

const job = (file: string, id: string): Job => {
  const found = files.get(`workflows/${file}.yaml`)?.jobs?.[id];
  if (found === undefined) throw new Error(`${file}.yaml has no job "${id}"`);
  return found;
};
const needsOf = ({ needs = [] }: Job): readonly string[] => (typeof needs === 'string' ? [needs] : needs);

/** Whether a job waits for another one, by any number of steps between. */
function comesAfter(file: string, later: string, earlier: string): boolean {
  return needsOf(job(file, later)).some(id => id === earlier || comesAfter(file, id, earlier));
}
const commandsOf = (file: string, id: string): string =>
  (job(file, id).steps ?? []).map(step => `${step.run ?? ''} ${step.uses ?? ''}`).join('\n');

describe('the workflows are safe to run', () => {
  test('the seven workflows and the two local actions are all that there is', () => {
    const names = [...files.keys()].map(path => relative('.', path));
    const seven = ['ci', 'plan', 'promote', 'proof', 'release', 'revert', 'verify'].map(
      name => `workflows/${name}.yaml`,
    );
    expect(names).toEqual(['actions/garam/action.yaml', 'actions/propose/action.yaml', ...seven]);
  });

  test('every foreign action is pinned by its full commit, with the version beside it', () => {
    const lines = [...texts].flatMap(([path, text]) => text.split('\n').map(line => ({ path, line })));
    const uses = lines.filter(({ line }) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(30);
    const pinned = /uses: ([\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/\.github\/[\w./-]+)$/;
    expectNone(uses.filter(({ line }) => !pinned.test(line)).map(({ path, line }) => `${path}: ${line.trim()}`));
  });

  test('one action has one commit and one version everywhere', () => {
    const pins = [...texts.values()].flatMap(text => text.match(/[\w-]+\/[\w./-]+@[0-9a-f]{40} # \S+/g) ?? []);
    const actions = new Map(pins.map(pin => [pin.split('@')[0], pin]));
    expectNone(pins.filter(pin => actions.get(pin.split('@')[0]) !== pin));
  });

  test('every program that a step downloads is pinned by version, every image by digest', () => {
    const all = [...texts.values()].join('\n');
    expectNone([...all.matchAll(/_VERSION: (.*)/g)].map(m => m[1] ?? '').filter(v => !/^v\d+\.\d+\.\d+$/.test(v)));
    const images = [...all.matchAll(/^ +(TRIVY|ZAP|BUILDKIT): (.*)$/gm)].map(m => m[2] ?? '');
    expect(images).toHaveLength(3);
    expectNone(images.filter(image => !/:v?\d+\.\d+\.\d+@sha256:[0-9a-f]{64}$/.test(image)));
    expectNone(all.match(/go (run|install) "?[^"\s]+(?<!_VERSION)"/g) ?? []);
    expectNone(all.match(/docker run (?:[^"]*"\$PWD[^"]*")? ?[a-z][\w./-]*:[\w.]+ /g) ?? []);
  });

  test('a workflow has no permission of its own, a job states what it needs and for how long', () => {
    expectNone(workflows.filter(([, { permissions }]) => JSON.stringify(permissions) !== '{}').map(([path]) => path));
    expectNone(jobs.filter(({ job }) => job.permissions === undefined).map(({ path, id }) => `${path}: ${id}`));
    const unlimited = jobs.filter(({ job }) => job.uses === undefined && job['timeout-minutes'] === undefined);
    expectNone(unlimited.map(({ path, id }) => `${path}: ${id}`));
  });

  test('no job may write with the token of the run, but the one that comments; else only OIDC is "write"', () => {
    const writes = jobs.flatMap(({ path, id, job }) =>
      Object.entries(job.permissions ?? {})
        .filter(([scope, level]) => level !== 'read' && scope !== 'id-token')
        .map(([scope]) => `${path}: ${id}: ${scope}`),
    );
    expect(writes).toEqual(['workflows/plan.yaml: comment: pull-requests']);
  });

  test('the job that comments runs nothing of the repository, and nothing that a pull request brings', () => {
    const { steps = [], permissions } = job('plan', 'comment');
    expect(permissions).toEqual({ 'pull-requests': 'write' });
    expect(steps.map(step => step.uses?.replace(/@.*/, '') ?? step.run?.replace(/[^]*?(?=gh api)/, ''))).toEqual([
      'actions/download-artifact',
      expect.stringMatching(/^gh api /),
    ]);
    expectNone(
      ['checkout', 'npm', 'npx', 'node ', 'eval'].filter(word => commandsOf('plan', 'comment').includes(word)),
    );
  });

  test('no checkout leaves a token behind', () => {
    const checkouts = [...files.values()].flatMap(stepsOf).filter(step => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(10);
    expectNone(checkouts.filter(step => step.with?.['persist-credentials'] !== false).map(step => String(step.uses)));
  });

  test('there is no long-lived key: the one secret is the key of the release App', () => {
    const named = [...texts.values()].flatMap(text => [...text.matchAll(/secrets\.(\w+)/g)].map(m => m[1]));
    expect(new Set(named)).toEqual(new Set(['GARAM_APP_PRIVATE_KEY']));
    expectNone(
      [...texts.values()].join('\n').match(/aws-(access-key-id|secret-access-key)|creds:|client-secret/g) ?? [],
    );
  });

  test('clouds are entered by OIDC, and only by jobs that may ask for its token', () => {
    const clouds = jobs.filter(({ job }) =>
      job.steps?.some(step => /^(aws-actions\/configure-aws-credentials|azure\/login)@/.test(step.uses ?? '')),
    );
    expect(clouds.map(({ id }) => id)).toEqual(['signature', 'retention', 'push', 'verification', 'monitoring']);
    expectNone(clouds.filter(({ job }) => job.permissions?.['id-token'] !== 'write').map(({ id }) => id));
    const bare = jobs.filter(({ job }) => job.permissions?.['id-token'] === 'write' && job.environment === undefined);
    expectNone(bare.map(({ id }) => id));
  });

  test('no script is put together from an expression: values come as environment variables', () => {
    const scripts = [...files].flatMap(([path, file]) => stepsOf(file).map(step => ({ path, run: step.run ?? '' })));
    expectNone(scripts.filter(({ run }) => run.includes('${{')).map(({ path, run }) => `${path}: ${run}`));
  });

  test('a command that fails inside a pipe fails its step', () => {
    expectNone(workflows.filter(([, { defaults }]) => defaults?.run?.shell !== 'bash').map(([path]) => path));
  });
});

describe('the stages exist, and in order', () => {
  const inOrder = (file: string, ids: readonly string[]) => {
    const pairs = ids.slice(1).map((later, index) => ({ later, earlier: ids[index] ?? '' }));
    expectNone(pairs.filter(p => !comesAfter(file, p.later, p.earlier)).map(p => `${p.later} before ${p.earlier}`));
  };

  test('FP-15: security scan, unit, integration, staging', () => {
    inOrder('release', ['security-scan', 'unit', 'integration', 'staging']);
  });

  test('FP-15: approval, production', () => {
    inOrder('promote', ['eligible', 'signature', 'approval', 'retention', 'production']);
    expect(job('promote', 'approval').environment).toBe('production');
  });

  test('FP-15: post-deployment verification, monitoring', () => {
    inOrder('verify', ['environments', 'verification', 'monitoring', 'rollback']);
  });

  test('FP-15: the eight stages carry their numbers', () => {
    const numbers = ['release', 'promote', 'verify'].flatMap(file =>
      Object.values(files.get(`workflows/${file}.yaml`)?.jobs ?? {}).flatMap(
        ({ name }) => /^(\d)\. /.exec(name ?? '')?.[1] ?? [],
      ),
    );
    expect(numbers).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  });

  test('FP-15: production takes only a digest that ran in dev, was verified there and is signed', () => {
    expect(commandsOf('promote', 'eligible')).toMatch(/ran-in-dev\.ts[\s\S]*gh run list --workflow verify\.yaml/);
    expect(commandsOf('promote', 'signature')).toContain('cosign verify');
    expect(commandsOf('ci', 'promotions')).toContain('check-promotions.ts');
  });

  test('FD-09: an image is tagged prod-… before its digest is written into a production release file', () => {
    expect(commandsOf('promote', 'retention')).toContain('crane tag "$REPOSITORY@$DIGEST" "prod-$TAG"');
  });

  test('FP-18: no workflow synchronises: that stays a person’s act in Argo CD', () => {
    expectNone([...texts.values()].join('\n').match(/argocd app sync|kubectl (apply|patch|create)/g) ?? []);
  });

  test('LP-24: unit, integration, contract, end to end, performance, security', () => {
    inOrder('release', ['unit', 'integration', 'contract', 'end-to-end', 'performance', 'security']);
  });

  test.each([
    ['security-scan', ['gitleaks', '$TRIVY']],
    ['unit', ['pytest', 'npm run test:unit', 'gradlew test']],
    ['build', ['docker buildx build', '$TRIVY']],
    ['integration', ['integrationTest', 'newman run']],
    ['contract', ['contractTest', 'tests/contract']],
    ['end-to-end', ['cypress run', 'k6']],
    ['performance', ['k6', '--vus 100 --duration 10m', '--vus 500 --duration 2m', '--vus 50 --duration 1h']],
    ['security', ['zap-baseline.py']],
    ['push', ['crane push', 'image-scan-complete', 'syft scan', 'cosign sign', 'cosign attest']],
  ])('LP-24, LP-19, LP-17: stage %s runs its tools', (id, tools) => {
    expectNone(tools.filter(tool => !commandsOf('release', id).includes(tool)));
  });

  test('FD-13, LP-20, D-23: build, test, push, bump of the release file', () => {
    inOrder('release', ['build', 'integration', 'security', 'push', 'staging']);
    expect(commandsOf('release', 'staging')).toMatch(/edit-release\.ts[\s\S]*actions\/propose/);
  });

  test('FD-13: a rollback is a revert of one release commit', () => {
    expect(commandsOf('revert', 'revert')).toMatch(/release-commit\.ts[\s\S]*git revert[\s\S]*actions\/propose/);
    expect(job('verify', 'rollback').uses).toBe('./.github/workflows/revert.yaml');
  });
});
