/** One step into an object: a field's name or an index in a list. */
export type Step = string | number;

/** Steps as a JSON path: `$.spec.containers[0].name`, `$.metadata.labels["app.kubernetes.io/name"]`. */
export function jsonPath(steps: readonly Step[]): string {
  let path = '$';
  for (const step of steps) {
    if (typeof step === 'number') path += `[${step}]`;
    else path += /^[A-Za-z_$][\w$-]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  }
  return path;
}

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list with their index; nothing where the value is no list. */
export function recordsIn(value: unknown): readonly (readonly [number, Readonly<Record<string, unknown>>])[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).flatMap((item, index) => (isRecord(item) ? [[index, item] as const] : []));
}

/** The items of a list as texts; none where there is no list. */
export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** The value at the end of a way through objects and lists. */
export function valueAt(value: unknown, steps: readonly Step[]): unknown {
  let current = value;
  for (const step of steps) {
    if (typeof step === 'number') current = Array.isArray(current) ? (current as readonly unknown[])[step] : undefined;
    else current = isRecord(current) ? current[step] : undefined;
  }
  return current;
}

/** A value as it is shown in a message, at most 80 characters. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Calls for every field of an object, at any depth, with its name, its value and the steps to it. */
export function everyField(value: unknown, seen: (name: string, value: unknown, steps: readonly Step[]) => void): void {
  const steps: Step[] = [];
  const walk = (current: unknown): void => {
    if (Array.isArray(current)) {
      for (let index = 0; index < current.length; index++) {
        const item: unknown = current[index];
        if (typeof item !== 'object') continue;
        steps.push(index);
        walk(item);
        steps.pop();
      }
    } else if (typeof current === 'object' && current !== null) {
      for (const name in current) {
        const field = (current as Readonly<Record<string, unknown>>)[name];
        steps.push(name);
        seen(name, field, steps);
        if (typeof field === 'object') walk(field);
        steps.pop();
      }
    }
  };
  walk(value);
}
