/** What a cloud keeps of the readings of a minute; undefined where nothing was sent. */
export type Point = {
  readonly sum: number;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
};

/** What was sent by the end of each minute, the first minute first. */
export type Points = readonly (Point | undefined)[];

/** Name of the whole resource, where no part is judged for itself. */
export const WHOLE = '';

/** All readings of some minutes as one; undefined where nothing was sent. */
export function merged(points: Points): Point | undefined {
  const there = points.filter(point => point !== undefined);
  if (there.length === 0) return undefined;
  return {
    sum: there.reduce((all, { sum }) => all + sum, 0),
    count: there.reduce((all, { count }) => all + count, 0),
    minimum: Math.min(...there.map(({ minimum }) => minimum)),
    maximum: Math.max(...there.map(({ maximum }) => maximum)),
  };
}
