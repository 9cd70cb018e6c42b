import { ANSWERS } from './answers';
import type { StandIn } from './stand-in';

/** Stand-ins for the kinds among these objects that have one, in the order of the objects. */
export function standInsFor(objects: readonly { apiVersion: string; kind: string }[]): readonly StandIn[] {
  const kinds = new Map(objects.map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, { apiVersion, kind }]));
  return [...kinds].flatMap(([words, key]) =>
    ANSWERS.filter(({ kinds: pattern }) => pattern.test(words)).map(({ controller, says, notProven, answer }) => ({
      ...key,
      controller,
      says,
      notProven,
      answer,
    })),
  );
}
