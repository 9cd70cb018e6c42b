import {
  cpuShare,
  memoryShare,
  VOLUME_LIMITS,
  volumeFree,
  type VolumeResource,
  type WatchedClaims,
} from '../monitoring';
import type { Panel } from './panel';
import { some, type Used } from './subjects';

type AllUsed = readonly [Used, ...Used[]];
type AllClaims = readonly [WatchedClaims, ...WatchedClaims[]];

/** How much of what they may use pods use, where kubelets are read; red from the lowest figure on that a document names. */
export function usagePanels(used: readonly Used[]): readonly Panel[] {
  return some(used) ? [cpuUse(used), memoryUse(used)] : [];
}

function cpuUse(used: AllUsed): Panel {
  return {
    title: { en: 'CPU of a pod', ko: '파드의 CPU' },
    description: {
      en: 'Share of its CPU limit that each pod uses, as its kubelet tells. Near 100 % it is slowed down.',
      ko: 'kubelet이 알려 주는, 파드별 CPU 한도 대비 사용 비율. 100 %에 가까우면 느려진다.',
    },
    unit: 'percentunit',
    asks: asked(used, cpuShare),
    ...bad(used.map(({ alarm }) => alarm.cpuAbove)),
  };
}

function memoryUse(used: AllUsed): Panel {
  return {
    title: { en: 'Memory of a pod', ko: '파드의 메모리' },
    description: {
      en: 'Share of its memory limit that each pod uses, as its kubelet tells. At 100 % the kernel ends it.',
      ko: 'kubelet이 알려 주는, 파드별 메모리 한도 대비 사용 비율. 100 %가 되면 커널이 종료한다.',
    },
    unit: 'percentunit',
    asks: asked(used, memoryShare),
    ...bad(used.map(({ alarm }) => alarm.memoryAbove)),
  };
}

function asked([first, ...others]: AllUsed, share: typeof cpuShare): Panel['asks'] {
  const line = ({ pods }: Used): Panel['asks'][0] => ({ expr: share(pods), legend: '{{pod}}' });
  return [line(first), ...others.map(line)];
}

function bad(figures: readonly (number | undefined)[]): Pick<Panel, 'bad'> {
  const known = figures.filter(figure => figure !== undefined);
  return known.length > 0 ? { bad: { from: Math.min(...known) } } : {};
}

/** How much of each volume is free, where somebody is told of it: the very shares that alerts judge. */
export function volumePanels(claims: readonly WatchedClaims[]): readonly Panel[] {
  return some(claims) ? [freeSpace(claims), freeInodes(claims)] : [];
}

function freeSpace(claims: AllClaims): Panel {
  return {
    title: { en: 'Free space of volumes', ko: '볼륨의 남은 공간' },
    description: {
      en: 'Share of each volume that is free, by its claim, as kubelets tell: what alerts VolumeFilling and VolumeFull judge. Of a backup’s volume: when a Job last had it. No line: no pod mounts it, or its driver tells nothing.',
      ko: 'kubelet이 알려 주는, 클레임별 볼륨의 남은 비율. VolumeFilling과 VolumeFull 알림이 판단하는 값이며, 백업 볼륨은 Job이 마지막으로 마운트했을 때의 값이다. 선이 없으면 마운트한 파드가 없거나 드라이버가 알려 주지 않는다.',
    },
    unit: 'percentunit',
    asks: ofVolumes(claims, 'space'),
    bad: { below: VOLUME_LIMITS.filling.below },
  };
}

function freeInodes(claims: AllClaims): Panel {
  return {
    title: { en: 'Free inodes of volumes', ko: '볼륨의 남은 아이노드' },
    description: {
      en: 'Share of the files for which each volume still has room, as kubelets tell. A volume that counts none has no line.',
      ko: 'kubelet이 알려 주는, 볼륨마다 더 만들 수 있는 파일의 비율. 아이노드를 세지 않는 볼륨은 선이 없다.',
    },
    unit: 'percentunit',
    asks: ofVolumes(claims, 'inodes'),
    bad: { below: VOLUME_LIMITS.filling.below },
  };
}

function ofVolumes([first, ...others]: AllClaims, resource: VolumeResource): Panel['asks'] {
  const line = (each: WatchedClaims): Panel['asks'][0] => ({
    expr: volumeFree(each, resource),
    legend: '{{persistentvolumeclaim}}',
  });
  return [line(first), ...others.map(line)];
}
