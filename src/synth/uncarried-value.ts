/** A value that YAML cannot carry, and where it stands. */
export class UncarriedValueError extends Error {
  /**
   * @param path JSON path of the value (`$.spec.replicas`)
   * @param found what stands there, as a noun (`a function`)
   */
  constructor(
    readonly path: string,
    readonly found: string,
  ) {
    super(`${path}: got ${found}, expected text, a finite number, true, false, null, a list or a plain map`);
    this.name = 'UncarriedValueError';
  }
}

/** Whether a scalar can be carried. */
export const isScalar = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

/** Whether the object is a literal's, of whatever realm: its prototype is a root, or it has none. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Throws at the first value that YAML cannot carry.
 * @throws UncarriedValueError with the JSON path
 */
export function requireCarried(value: unknown): void {
  descend(value, '$', new Set());
}

function descend(value: unknown, path: string, above: Set<object>): void {
  if (typeof value !== 'object' || value === null) {
    if (!isScalar(value)) throw new UncarriedValueError(path, nounOf(value));
    return;
  }
  if (above.has(value)) throw new UncarriedValueError(path, 'an object that contains itself');
  if (!Array.isArray(value) && !isPlain(value)) throw new UncarriedValueError(path, nounOf(value));
  above.add(value);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) descend(value[i], `${path}[${i}]`, above);
  } else {
    for (const [key, child] of Object.entries(value)) {
      if (key === '__proto__') throw new UncarriedValueError(`${path}["__proto__"]`, 'a key that JavaScript loses');
      descend(child, path + (/^[A-Za-z_$][\w$-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`), above);
    }
  }
  above.delete(value);
}

function nounOf(value: unknown): string {
  if (value === undefined) return 'undefined (cdk8s makes it of a null in a list, too)';
  if (typeof value === 'object') return `an object of class ${value?.constructor?.name ?? 'unknown'}`;
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return `a ${typeof value}`;
  return String(value);
}
