/** What a template fills in: `{{ $labels.pod }}`. */
const HOLE = /\{\{[^]*?\}\}/g;

/** What a template fills in, and with what: `['{{ $labels.pod }}', 'orders-0']`. */
export type Filled = readonly (readonly [hole: string, text: string])[];

/** What a template fills in. */
export function holesOf(template: string): readonly string[] {
  return template.match(HOLE) ?? [];
}

/** What a text has where a template fills in; `undefined` where it is not the template, or may be it in more than one way. */
export function filledIn(template: string, text: string): Filled | undefined {
  const pieces = template.split(HOLE).map(each => each.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const matched = (hole: string): readonly string[] | undefined =>
    new RegExp(`^${pieces.join(hole)}$`).exec(text)?.slice(1);
  const [shortest, longest] = [matched('([^]*?)'), matched('([^]*)')];
  if (!shortest?.every((each, index) => each === longest?.[index])) return undefined;
  return holesOf(template).map((hole, index) => [hole, shortest[index] ?? '']);
}
