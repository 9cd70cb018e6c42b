import type { PodAlarm } from '../../constructs/monitoring';

/**
 * TG-14, of any pod: five starts and more, and memory above 90 % of its limit. The document says no time. The kubelet waits
 * longer before each start, up to five minutes, and a JVM takes minutes, so that the fifth comes within the hour; for memory
 * it is as long as for a node.
 */
export const POD_ALARM: PodAlarm = {
  restarts: { moreThan: 4, within: '60m', requirements: ['TG-14'] },
  usage: { memoryAbove: 0.9, for: '5m', requirements: ['TG-14'] },
};
