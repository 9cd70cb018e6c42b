/**
 * Query of how much a counter has grown within a window, its first value included: the counter begins with its first
 * event, and of that one `increase` sees nothing, since it needs two samples.
 */
export function increaseFromNothing(series: string, window: `${number}m`): string {
  return `(${series} unless ${series} offset ${window}) or increase(${series}[${window}])`;
}
