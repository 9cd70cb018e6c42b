/** Days, in the seconds that time() counts from the start of a test. */
export const days = (count: number): number => count * 86_400;

/** A time as Prometheus writes it (`humanizeDuration`). */
export function remaining(seconds: number): string {
  const parts = [days(1), 3600, 60, 1].reduce<{ readonly rest: number; readonly all: readonly number[] }>(
    ({ rest, all }, unit) => ({ rest: rest % unit, all: [...all, Math.floor(rest / unit)] }),
    { rest: seconds, all: [] },
  ).all;
  const [day, hour, minute, second] = parts;
  return `${day}d ${hour}h ${minute}m ${second}s`;
}
