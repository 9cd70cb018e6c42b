import { isNode, LineCounter, parseDocument } from 'yaml';

/**
 * Line of a YAML text, counted from 1, on which a value stands; where there is none, that of the nearest value around
 * it.
 * @param steps fields and places in lists on the way to the value
 */
export function yamlLine(text: string, steps: readonly (string | number)[]): number {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  for (let length = steps.length; length > 0; length--) {
    const node = document.getIn(steps.slice(0, length), true);
    if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
  }
  return 1;
}
