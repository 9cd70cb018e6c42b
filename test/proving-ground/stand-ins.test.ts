import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { NodePool } from '../../src/model';
import { nodesOf } from '../../src/proving-ground';
import { missingReferences } from '../../src/proving-ground/kwok/missing-references';

const pool: NodePool = {
  name: 'spot',
  instanceTypes: { assumed: true, value: ['m5.large', 'm5.xlarge'], reason: 'a test' },
  zones: ['ap-northeast-2a', 'ap-northeast-2c'],
  nodes: { assumed: true, value: { min: 3, max: 5 }, reason: 'a test' },
  allocatable: { cpuMillis: 1930, memoryMiB: 7518, pods: 29 },
  labels: { lifecycle: 'spot' },
  taints: [{ key: 'spot', value: 'true', effect: 'NoSchedule' }],
};

describe('nodes of a pool', () => {
  test('go round its zones, as many as its fewest or its most', () => {
    const zones = nodesOf([pool], 'min').map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone']);
    expect(zones).toEqual(['ap-northeast-2a', 'ap-northeast-2c', 'ap-northeast-2a']);
    expect(nodesOf([pool], 'max')).toHaveLength(5);
  });

  test('carry its labels, its taints and what pods may request', () => {
    expect(nodesOf([pool], 'min')[1]).toMatchObject({
      metadata: {
        name: 'spot-2',
        labels: {
          lifecycle: 'spot',
          'kubernetes.io/hostname': 'spot-2',
          'topology.kubernetes.io/region': 'ap-northeast-2',
          'node.kubernetes.io/instance-type': 'm5.large',
        },
      },
      spec: { taints: pool.taints },
      status: { allocatable: { cpu: '1930m', memory: '7518Mi', pods: '29' } },
    });
  });

  test.each([
    ['ap-northeast-2a', 'ap-northeast-2'],
    ['koreacentral-1', 'koreacentral'],
  ])('zone %s lies in %s', (zone, region) => {
    const [node] = nodesOf([{ ...pool, zones: [zone] }], 'min');
    expect(node?.metadata.labels?.['topology.kubernetes.io/region']).toBe(region);
  });
});

describe('what a pod refers to', () => {
  const there: Record<string, readonly string[]> = { 'ConfigMap/config': ['a'], 'Secret/keys': ['token'] };
  const missing = (pod: Parameters<typeof missingReferences>[0]): readonly string[] =>
    missingReferences(pod, (kind, name) => there[`${kind}/${name}`] && new Set(there[`${kind}/${name}`]));

  test('is not missing when it exists with its keys', () => {
    const env = [{ valueFrom: { secretKeyRef: { name: 'keys', key: 'token' } } }];
    const volumes = [{ configMap: { name: 'config', items: [{ key: 'a' }] } }, { secret: { secretName: 'keys' } }];
    expect(missing({ containers: [{ env, envFrom: [{ configMapRef: { name: 'config' } }] }], volumes })).toEqual([]);
  });

  test.each([
    ['envFrom', { containers: [{ envFrom: [{ secretRef: { name: 'none' } }] }] }, 'secret "none" not found'],
    [
      'a key of env',
      { containers: [{ env: [{ valueFrom: { configMapKeyRef: { name: 'config', key: 'b' } } }] }] },
      "couldn't find key b in ConfigMap config",
    ],
    [
      'an init container',
      { containers: [], initContainers: [{ envFrom: [{ configMapRef: { name: 'none' } }] }] },
      'configmap "none" not found',
    ],
    ['a volume', { containers: [], volumes: [{ secret: { secretName: 'none' } }] }, 'secret "none" not found'],
    [
      'an item of a volume',
      { containers: [], volumes: [{ configMap: { name: 'config', items: [{ key: 'b' }] } }] },
      "couldn't find key b in ConfigMap config",
    ],
    [
      'a projected volume',
      { containers: [], volumes: [{ projected: { sources: [{ configMap: { name: 'none' } }] } }] },
      'configmap "none" not found',
    ],
  ])('is missing in %s', (_, spec, complaint) => expect(missing(spec)).toEqual([complaint]));

  test('may be missing where it is optional', () => {
    expect(missing({ containers: [{ envFrom: [{ secretRef: { name: 'none', optional: true } }] }] })).toEqual([]);
  });
});

test('every stage of kwok says what it is for, under the name of its file', () => {
  const folder = resolve(__dirname, '../../src/proving-ground/kwok/stages');
  for (const file of readdirSync(folder)) {
    const stage = parse(readFileSync(join(folder, file), 'utf8')) as { kind: string; metadata: { name: string } };
    expect(`${stage.kind} ${stage.metadata.name}.yaml`).toBe(`Stage ${file}`);
  }
});
