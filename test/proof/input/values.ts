import { Duration } from 'cdk8s';
import { isAssumed } from '../../../src/constructs/structure';
import type { Environment } from '../../../src/environments/environment';
import type { Fact } from '../../../src/model';
import { badBecauseOfItsName, type Cloud } from './meanings';

/** Environments of which one has a value that cannot be. */
export interface ValueMutant {
  /** What was done, for a message of the test. */
  readonly name: string;
  readonly environment: string;
  /** Property path of the changed value, as messages name it. */
  readonly path: string;
  /** What stands there now. */
  readonly value: unknown;
  readonly environments: readonly Environment[];
}

/** A value, and the steps that lead to it. */
export interface Place {
  readonly steps: readonly string[];
  readonly value: unknown;
}

/** A change of one environment, where the keys that lead there are no path that a person reads. */
export interface Change {
  /** Property path, as messages name it. */
  readonly path: string;
  readonly value: unknown;
  /** Keys that lead to what is replaced. */
  readonly steps: readonly string[];
  /** What is put there. @default the value */
  readonly by?: unknown;
}

/**
 * What no environment's file writes: where a thing was made, and what belongs to the add-ons' own code, which is the
 * values of a chart and the pods that follow from them (0 where a chart requests nothing).
 */
const NO_VALUES = /\.(?:madeAt|listedAt|build|id|assumed)$|^\.addOns\.\d+\.(?:values|pods)$/;

/** Members of an object or a list that an environment's file may write, each with the steps that lead to it. */
export function membersOf(value: object, steps: readonly string[]): Place[] {
  return Object.entries(value)
    .map(([key, member]) => ({ steps: [...steps, key], value: member as unknown }))
    .filter(member => member.value !== undefined && !NO_VALUES.test(`.${member.steps.join('.')}`));
}

/** Every mutant of every value of every environment. */
export function valueMutants(environments: readonly Environment[]): ValueMutant[] {
  return environments.flatMap((environment, at) =>
    placesOf(environment, []).flatMap(place => {
      const path = pathOf(environment, place.steps);
      return badValues(path, place.value, environment.cluster.cloud.type).map(value => ({
        name: `${environment.name}, ${path}: ${print(value)}`,
        environment: environment.name,
        path,
        value,
        environments: replaced(environments, at, changed(environment, place.steps, value) as Environment),
      }));
    }),
  );
}

/** A value as a test names it. */
export function print(value: unknown): string {
  const text =
    value instanceof Duration
      ? value.toHumanString()
      : typeof value === 'number'
        ? String(value)
        : JSON.stringify(value);
  return String(text).slice(0, 80);
}

/** Every value in the tree, lists and the reasons of assumed facts included. */
function placesOf(value: unknown, steps: readonly string[]): Place[] {
  if (typeof value !== 'object' || value === null || value instanceof Duration) return [{ steps, value }];
  const inside = membersOf(value, steps).flatMap(member => placesOf(member.value, member.steps));
  return Array.isArray(value) ? [{ steps, value }, ...inside] : inside;
}

/** The path that a person reads: a system by its name, an assumed fact as the value that it stands for. */
export function pathOf(environment: Environment, steps: readonly string[]): string {
  const read: string[] = [];
  let value: unknown = environment;
  for (const step of steps) {
    const transparent =
      (step === 'value' && isAssumed(value as Fact<unknown>)) || (step === 'props' && read[0] === 'systems');
    value = (value as Record<string, unknown>)[step];
    if (!transparent)
      read.push(read.length === 1 && read[0] === 'systems' ? (environment.systems[Number(step)]?.id ?? step) : step);
  }
  return read.join('.');
}

/** A copy of a list with another element at a position. */
export function replaced<T>(list: readonly T[], position: number, element: T): T[] {
  return list.map((each, at) => (at === position ? element : each));
}

/** A copy in which the value at the end of the steps is another. */
export function changed(root: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const inner = changed((root as Record<string, unknown>)[step], rest, value);
  return Array.isArray(root) ? replaced(root, Number(step), inner) : { ...(root as object), [step]: inner };
}

/** Values that cannot stand there, whatever else is true: because of the type, or because of what the name means. */
function badValues(path: string, value: unknown, cloud: Cloud): unknown[] {
  return [...badBecauseOfItsType(path, value), ...badBecauseOfItsName(path, cloud)];
}

function badBecauseOfItsType(path: string, value: unknown): unknown[] {
  if (typeof value === 'number') {
    // Of what is used, and of money, there may be a half; of what is held, see relations.ts.
    const isWhole = Number.isInteger(value) && !/quantity\.(least|most)$|\.usdAMonth$/.test(path);
    return [NaN, Infinity, -1 - Math.abs(value), 1e15, ...(isWhole ? [value + 0.5] : [])];
  }
  if (typeof value === 'string') {
    // The core group of Kubernetes has the empty name.
    const empty = /ignoreDifferences\.\d+\.group$/.test(path) ? [] : [''];
    return [...empty, ' ', `${value}\n`, ` ${value}`, `${value} `, `${value}\u0000`, 'x'.repeat(2000), null];
  }
  if (value instanceof Duration) return [Duration.seconds(NaN), Duration.days(100_000), Duration.millis(1500), null];
  if (Array.isArray(value)) return [[...value, null], ...(value.length > 0 ? [[...value, value[0]]] : [])];
  return [null];
}
