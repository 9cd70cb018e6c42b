import { capacity } from '../../src/cli/answers/capacity';
import { UsageError } from '../../src/cli/failure';
import { Voice } from '../../src/cli/terminal';
import { coloured } from '../../src/views/paint';
import { capacityText } from '../../src/views/capacity';
import type { Declared, ModelEnvironment, NodePool, WorkloadDeclaration } from '../../src/model';
import { budgetsOf } from '../../src/gates/capacity';
import { clusterOf, environmentOf, modelOf } from '../gates/model-of';
import { projectOf, recording, scratchFolder, type Recording } from './fixture';

const pool: NodePool = {
  name: 'default',
  instanceTypes: ['t3.medium'],
  zones: ['a'],
  nodes: { min: 1, max: 2 },
  allocatable: { cpuMillis: 2000, memoryMiB: 4096, pods: 10 },
};

const operator = {
  name: 'operator',
  pods: [{ name: 'operator', count: 1, requests: { cpuMillis: 50, memoryMiB: 64 } }],
};

const workload = (name: string, mostPods: number, runs: 'service' | 'job'): Declared<WorkloadDeclaration> => ({
  type: 'workload',
  environment: 'test',
  provenance: { construct: name, lines: () => [] },
  name,
  namespace: 'shop',
  labels: {},
  selector: { app: name },
  serves: [],
  calls: [],
  openTo: [],
  mostPods,
  requests: { cpuMillis: 500, memoryMiB: 512 },
  limits: { cpuMillis: 500, memoryMiB: 512 },
  runs,
});

function modelWith(pools: readonly NodePool[], most: number) {
  const environments: ModelEnvironment[] = [environmentOf({ cluster: clusterOf({ pools }), addOns: [operator] })];
  return modelOf([], { environments, declarations: [workload('web', most, 'service'), workload('load', 1, 'job')] });
}

async function told(environment?: string, json = false): Promise<Recording & { readonly code: number }> {
  const terminal = recording();
  const project = projectOf(scratchFolder(), [], {
    async synthesize() {
      return { model: modelWith([pool], 3), files: [] };
    },
  });
  return Object.assign(terminal, { code: await capacity(project, new Voice(terminal, { json }), environment) });
}

test('garam capacity shows what each pool offers, who takes it, and what is left', async () => {
  const { code, stdout } = await told('test');
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "test on test
    pool     nodes                 CPU m  memory MiB  pods
    default  1–2    a node offers   2000        4096    10
                    all offer       4000        8192    20
                    add-ons           50          64     1
                    services        1500        1536     3
                    jobs             500         512     1
                    left            1950        6080    15

    who      pods of   most  each m  each MiB  all m  all MiB
    add-on   operator     1      50        64     50       64
    service  web          3     500       512   1500     1536
    job      load         1     500       512    500      512

    A node offers what the cloud’s reservation and the cluster’s own pods leave of the machine.
    Pods count at their most, all at the same time; services with an autoscaler count twice, the new version beside the old.
    Shares lie where a packing puts them, add-ons first; the scheduler may choose another node.
    "
  `);
});

test('answers JSON with figures', async () => {
  const { stdout } = await told(undefined, true);
  const { environments } = JSON.parse(stdout) as { environments: { pools: { left: object; aNode: object }[] }[] };
  expect(environments[0]?.pools[0]).toMatchObject({
    aNode: { cpuMillis: 2000, memoryMiB: 4096, pods: 10 },
    left: { cpuMillis: 1950, memoryMiB: 6080, pods: 15 },
  });
});

test('does not know every environment', async () => {
  await expect(told('tset')).rejects.toThrow(UsageError);
  await expect(told('tset')).rejects.toThrow('unknown environment tset. Did you mean test?');
});

test('tells which pods find no node, and sets it off', () => {
  const text = capacityText(budgetsOf(modelWith([pool], 9)), coloured);
  expect(text).toContain(coloured.alarm('2 of 9 pods of web find no node'));
});

test('counts nothing where no pool is declared', () => {
  expect(capacityText(budgetsOf(modelWith([], 3)))).toContain('no node pools are declared: nothing is counted');
});
