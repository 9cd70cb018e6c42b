import { NODE_LIMITS, NODE_USAGE, nodeCpuShare, nodeDiskShare, nodeMemoryShare, type Monitor } from '../monitoring';
import type { Panel } from './panel';

/** How full the nodes are, where something tells: the very shares that alerts judge. */
export function nodeUsagePanels(monitors: readonly Monitor[]): readonly Panel[] {
  const tells = monitors.find(({ declares }) => declares.includes(NODE_USAGE.disk));
  if (!tells) return [];
  const { namespace } = tells.pods;
  return [diskUse(namespace), memoryUse(namespace), cpuUse(namespace)];
}

function diskUse(namespace: string): Panel {
  return {
    title: { en: 'Disks of nodes', ko: '노드의 디스크' },
    description: {
      en: 'Share of each file system on a node’s disks that is used, as node-exporter tells. From 85 % on the kubelet removes images, from 90 % on it evicts pods.',
      ko: 'node-exporter가 알려 주는, 노드 디스크의 파일 시스템별 사용 비율. 85 %부터 kubelet이 이미지를 지우고, 90 %부터 파드를 내쫓는다.',
    },
    unit: 'percentunit',
    asks: [{ expr: nodeDiskShare(namespace), legend: '{{node}} {{mountpoint}}' }],
    bad: { from: NODE_LIMITS.disk.above },
  };
}

function memoryUse(namespace: string): Panel {
  return {
    title: { en: 'Memory of nodes', ko: '노드의 메모리' },
    description: {
      en: 'Share of each node’s memory that no program may take any more, as node-exporter tells. Near 100 % the kubelet evicts pods.',
      ko: 'node-exporter가 알려 주는, 노드 메모리 가운데 더는 쓸 수 없는 비율. 100 %에 가까우면 kubelet이 파드를 내쫓는다.',
    },
    unit: 'percentunit',
    asks: [{ expr: nodeMemoryShare(namespace), legend: '{{node}}' }],
    bad: { from: NODE_LIMITS.memory.above },
  };
}

function cpuUse(namespace: string): Panel {
  return {
    title: { en: 'CPU of nodes', ko: '노드의 CPU' },
    description: {
      en: 'Share of each node’s CPU time in which it had something to do, as node-exporter tells. Near 100 % pods get what they request, and no more.',
      ko: 'node-exporter가 알려 주는, 노드의 CPU 시간 가운데 일한 비율. 100 %에 가까우면 파드는 요청한 만큼만 받는다.',
    },
    unit: 'percentunit',
    asks: [{ expr: nodeCpuShare(namespace), legend: '{{node}}' }],
    bad: { from: NODE_LIMITS.cpu.above },
  };
}
