import { aksNode, aksOwnPods } from '../../../src/constructs/azure';
import { nodeAllocatable } from '../../../src/constructs/azure/aks-vm-size';

test('a Standard_B2s for 30 pods leaves 1900m and 4 GiB less 650 MB and 100 Mi to pods (D-26)', () => {
  // 4096 − 650 × 10⁶ / 2²⁰ − 100 = 3376.1
  expect(nodeAllocatable('Standard_B2s', 30)).toEqual({ cpuMillis: 1900, memoryMiB: 3376 });
});

test("Microsoft's own examples come out: 8 GB with 30 pods, and a quarter of 4 GB where 70 pods would need more", () => {
  expect(nodeAllocatable('Standard_B2ms', 30).memoryMiB).toBe(Math.floor(8192 - 619.888 - 100));
  expect(nodeAllocatable('Standard_B2s', 70).memoryMiB).toBe(4096 - 1024 - 100);
});

test.each([
  ['cilium', { cpuMillis: 1900 - 250, memoryMiB: 3376 - 570 }],
  ['azure', { cpuMillis: 1900 - 250 - 350, memoryMiB: 3376 - 470 - 300 }],
  ['calico', { cpuMillis: 1900 - 250 - 100, memoryMiB: 3376 - 470 }],
] as const)(
  "a node where AKS's Deployments do not run keeps what the DaemonSets with %s leave",
  (networkPolicy, left) => {
    const node = aksNode({ vmSize: 'Standard_B2s', maxPods: 30, networkPolicy, clusterPodsOver: 'none' });
    expect(node).toMatchObject(left);
  },
);

test('Deployments count whole on one node, and by their even share on two, rounded up', () => {
  const of = { vmSize: 'Standard_B2s', maxPods: 30, networkPolicy: 'azure' } as const;
  const without = aksNode({ ...of, clusterPodsOver: 'none' });
  const one = aksNode(of);
  const two = aksNode({ ...of, clusterPodsOver: 2 });
  // 2 × (CoreDNS 100m + konnectivity 20m + metrics-server 50m + webhook 100m) + 2 autoscalers of 20m
  expect(without.cpuMillis - one.cpuMillis).toBe(580);
  expect(without.cpuMillis - two.cpuMillis).toBe(310);
  expect(without.memoryMiB - one.memoryMiB).toBe(418);
  expect(without.memoryMiB - two.memoryMiB).toBe(219);
  expect([without.pods, one.pods, two.pods]).toEqual([30 - 7, 30 - 17, 30 - 13]);
});

test('every figure says where it was read, and a guess says that it is one', () => {
  for (const engine of ['cilium', 'azure', 'calico'] as const) {
    for (const { name, source, guessed } of aksOwnPods(engine)) {
      expect([name, source]).toEqual([name, expect.stringMatching(/\d{4}|found/)]);
      expect([name, guessed ?? false]).toEqual([name, /\bno(?:ne| figure) found/.test(source)]);
    }
  }
});
