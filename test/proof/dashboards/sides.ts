import type { Request } from './grafana';

/**
 * Requests for each side of queries that have something to stand in for "none", which would hide that a query names what
 * is not there: each side is asked for alone.
 * @param now second since 1970 of which they ask
 */
export function sidesOf(requests: readonly Request[], now: number): readonly Request[] {
  return requests.flatMap(({ of, method, form }): readonly Request[] => {
    const { query = '' } = form;
    const sides = query.replaceAll(' or vector(0)', '').split(' or 0 * ');
    return sides
      .filter(side => side !== query)
      .map((side, index) => ({
        of: `${of} side ${index}`,
        method,
        path: 'query',
        form: { query: side, time: String(now) },
      }));
  });
}
