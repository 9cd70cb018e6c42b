import { run } from '../../src/cli';
import { prices } from '../../src/environments/prices';
import { clusterOf, environmentOf } from '../gates/model-of';
import { projectOf, recording, scratchFolder, type Recording } from './fixture';

const cloud = { type: 'aws', account: '', region: 'ap-northeast-2', vpcId: '', oidcIssuer: '', tags: {} } as const;
const cluster = clusterOf({
  cloud,
  pools: [
    {
      name: 'default',
      instanceTypes: ['t3.medium'],
      zones: ['ap-northeast-2a'],
      nodes: { min: 2, max: 2 },
      allocatable: { cpuMillis: 1930, memoryMiB: 3388, pods: 17 },
    },
  ],
});

async function garam(...argv: readonly string[]): Promise<Recording & { readonly code: number }> {
  const terminal = recording();
  const model = { environments: [environmentOf({ cluster })], manifests: [], declarations: [] };
  const project = projectOf(scratchFolder(), [], {
    prices: async () => prices,
    synthesize: async () => ({ model, files: [] }),
  });
  return Object.assign(terminal, { code: await run(argv, project, terminal) });
}

test('two t3.medium under EKS in Seoul cost 148.92 a month', async () => {
  // 730 × 0.10 for the control plane, 2 × 730 × 0.052 for the nodes
  const { code, stdout } = await garam('cost', 'test');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^control plane +1 × 730 hours +aws\/eks\/cluster 0\.1 \(us-east-1\) +73\.00$/m);
  expect(stdout).toMatch(/^nodes of pool default +2 × 730 hours +aws\/vm\/t3\.medium 0\.052 +75\.92$/m);
  expect(stdout).toMatch(/^total +148\.92$/m);
});

test.each([[['--json']], [['--format', 'json']]])('%j answers with figures', async options => {
  const { stdout } = await garam('cost', ...options);
  expect(JSON.parse(stdout)).toMatchObject([
    { environment: 'test', region: 'ap-northeast-2', total: { least: 148.92 } },
  ]);
});

test('Markdown is a table', async () => {
  expect((await garam('cost', '--format', 'markdown')).stdout).toContain('| **total** |  |  | **148.92** |');
});

test('an environment that does not exist is named', async () => {
  const { code, stderr } = await garam('cost', 'tset');
  expect(code).toBe(2);
  expect(stderr).toContain('unknown environment tset. Did you mean test?');
});
