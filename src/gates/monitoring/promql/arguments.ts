/** Stands in a string for every character of an argument: of the private use area, for no query needs it. */
const UNKNOWN = '\ue000';

/**
 * A string of PromQL, or an argument of an analysis outside of one. What touches a name (`a_{{args.x}}`) is left as it is,
 * and so refused: nobody can check the name. A duration's unit may follow.
 */
const STRING_OR_ARGUMENT =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|(?<!(?:^|[^\w:])[A-Za-z_:][\w:]*)\{\{[^{}]*\}\}(?!(?!(?:ms|[smhdwy])(?![A-Za-z_:]))[A-Za-z_:])/g;
const ARGUMENT = /\{\{[^{}]*\}\}/g;

/**
 * A query of an analysis with something in place of its arguments, `{{args.x}}`, that PromQL takes and that is as long,
 * so that every place in the text stays where it is: inside of a string characters that {@link isKnown} tells, a number
 * outside (`> 0000000001`, `[{{args.minutes}}m]`). A window that an argument gives counts as seconds.
 */
export function withArguments(query: string): string {
  return query.replace(STRING_OR_ARGUMENT, found =>
    found.startsWith('{{')
      ? '1'.padStart(found.length, '0')
      : found.replace(ARGUMENT, each => UNKNOWN.repeat(each.length)),
  );
}

/** Whether a string says all of what Prometheus will read, no part of it an argument's. */
export function isKnown(value: string): boolean {
  return !value.includes(UNKNOWN);
}
