/**
 * Query of how much a counter has grown within a window, its first value included: the counter begins with its first
 * event, and of that one `increase` sees nothing, since it needs two samples.
 */
export function increaseFromNothing(series: string, window: `${number}${'m' | 'd'}`): string {
  return `(${series} unless ${series} offset ${window}) or increase(${series}[${window}])`;
}

/**
 * What counters have grown by, as sentences show it: `increase` goes beyond the first and the last sample of its window and
 * gives fractions (2.143 for 2). It goes only outwards, so that what grew at all has grown by 1 or more, and none reads 0.
 */
export const GROWN = '{{ $value | printf "%.0f" }}';
