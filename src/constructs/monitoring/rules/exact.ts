/**
 * The number that a person would write: binary fractions make 0.0010000000000000009 of 1 - 0.999. Twelve digits are
 * more than any threshold has.
 */
export function exact(value: number): number {
  return Number(value.toPrecision(12));
}
