/**
 * A text whose places `{{name}}` are filled.
 * @throws Error when a place has no value
 */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(
        `${place} has no value: expected one of ${Object.keys(values).join(', ')}; give it, or mend the name`,
      );
    return value;
  });
}
