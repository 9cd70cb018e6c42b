import type { Step } from '../schema/json-path';

/** What to do with one text: a string value, or a key with the steps that lead to its value. */
export type TextVisitor = (text: string, steps: readonly Step[], isKey: boolean) => void;

/** Visits every string and every key of plain data, depth first. `steps` holds only during the visit. */
export function visitTexts(value: unknown, visit: TextVisitor): void {
  descend(value, [], visit);
}

function descend(value: unknown, steps: Step[], visit: TextVisitor): void {
  if (typeof value === 'string') return visit(value, steps, false);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((item, position) => under(item, position, steps, visit));
    return;
  }
  for (const [key, child] of Object.entries(value)) under(child, key, steps, visit);
}

function under(child: unknown, step: string | number, steps: Step[], visit: TextVisitor): void {
  steps.push(step);
  if (typeof step === 'string') visit(step, steps, true);
  descend(child, steps, visit);
  steps.pop();
}
