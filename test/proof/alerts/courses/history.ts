import type { Course } from './course';

const CUT = 'prometheus_tsdb_size_retentions_total{pod="prometheus-monitoring-0"}';

/** Minutes of the three days for which it is told that samples went. */
const THREE_DAYS = 3 * 24 * 60;

/** Minutes that the largest block covers: as often one goes from a volume that is full. */
const BLOCK = 54 * 60;

/** What happens to the counter of what went before its time. */
const CUT_COURSES: readonly Course[] = [
  {
    name: 'fires when the first samples go before their time, and ends three days after the last',
    series: { [CUT]: `0x60 1x${THREE_DAYS + 300}` },
    silent: [30, 60, THREE_DAYS + 60, THREE_DAYS + 90],
    firing: { minutes: [90, THREE_DAYS / 2 + 90, THREE_DAYS - 30, THREE_DAYS + 30] },
  },
  {
    name: 'does not end between two blocks of a volume that stays full',
    series: { [CUT]: `0x60 1x${BLOCK - 1} 2x${BLOCK - 1} 3x${BLOCK - 1}` },
    silent: [60],
    firing: { minutes: [90, BLOCK + 60, BLOCK + 90, 2 * BLOCK + 60, 2 * BLOCK + 90, 3 * BLOCK] },
  },
  {
    name: 'fires for what went while Prometheus started, with which its counter begins',
    series: { [CUT]: `_x60 1x${THREE_DAYS + 300}` },
    silent: [30, THREE_DAYS + 90],
    firing: { minutes: [90, THREE_DAYS / 2 + 90, THREE_DAYS + 30] },
  },
  {
    name: 'is silent while samples stay until their time is over',
    series: { [CUT]: `0x${THREE_DAYS + 600}` },
    silent: [0, 30, THREE_DAYS, THREE_DAYS + 600],
  },
  {
    name: 'is silent after a restart of a Prometheus whose samples went long ago',
    series: { [CUT]: `3x${THREE_DAYS + 60} 0x600` },
    silent: [THREE_DAYS + 30, THREE_DAYS + 90, THREE_DAYS + 600],
  },
  { name: 'is silent without data', series: {}, silent: [30] },
];

/** What becomes of samples before their time is over. */
export const HISTORY_COURSES: Readonly<Record<string, readonly Course[]>> = {
  HistoryCutShort: CUT_COURSES.map(course => ({ ...course, every: '30m' })),
};
