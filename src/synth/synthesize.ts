import type { Construct } from 'constructs';
import { completeSystems, declarationsOf, untraced, type Place } from '../constructs/structure';
import type { Environment } from '../environments/environment';
import type { Declared, Manifest, ModelEnvironment } from '../model';
import { assumedFacts } from './assumed-facts';
import { InputError } from './input-error';
import { placeOf } from './place-of';
import { linesIn, provenanceOf, type LinesOf } from './provenance';
import { render } from './render';
import { refuseUnusedReleases } from './values/check-environments';

/** What one environment synthesizes to. */
export interface Synthesis {
  readonly environment: Environment;
  readonly facts: ModelEnvironment;
  readonly manifests: readonly Manifest[];
  readonly declarations: readonly Declared[];
}

/**
 * Builds and renders one environment in memory. Pure: no clock, network, locale or environment variable decides.
 * @throws InputError with the environment's name and line when a value cannot be used
 */
export function synthesize(environment: Environment): Synthesis {
  const linesOf = linesIn(() => build(environment));
  const made = rendered(environment, linesOf);
  return { environment, facts: factsOf(environment, made.declarations), ...made };
}

function factsOf(environment: Environment, declarations: readonly Declared[]): ModelEnvironment {
  const charts = environment.addOns.map(({ name, pods }) => ({ name, pods }));
  const managed = declarations.flatMap(each => (each.type === 'managed-add-on' ? [each] : []));
  return {
    name: environment.name,
    cluster: environment.cluster,
    live: environment.live ?? false,
    assumed: assumedIn(environment),
    apis: environment.addOns.flatMap(addOn => addOn.apis ?? []),
    addOns: [...charts, ...managed.map(({ name, pods }) => ({ name, pods }))],
    get source() {
      return environment.madeAt()[0];
    },
  };
}

/** What the constructs give. Nothing of it holds on to them, so that one environment's are in memory at a time. */
function rendered(environment: Environment, linesOf: LinesOf): Pick<Synthesis, 'manifests' | 'declarations'> {
  const place = untraced(() => build(environment));
  const manifests = blaming(environment, () => render('dist', environment.name, place, linesOf));
  refuseUnusedReleases(environment, manifests);
  const constructs = place.node.findAll() as Construct[];
  return { manifests, declarations: constructs.flatMap(construct => declared(environment.name, construct, linesOf)) };
}

function build(environment: Environment): Place {
  const place = placeOf(environment);
  for (const entry of environment.systems) {
    blaming(environment, () => entry.build(place), `systems.${entry.id}`);
  }
  blaming(environment, () => completeSystems(place), 'systems');
  return place;
}

function assumedIn(environment: Environment): ModelEnvironment['assumed'] {
  const { cluster, delivery, addOns } = environment;
  const systems = Object.fromEntries(environment.systems.map(system => [system.id, system.props]));
  return assumedFacts({ cluster, delivery, addOns, systems });
}

function declared(environment: string, construct: Construct, linesOf: LinesOf): Declared[] {
  return declarationsOf(construct).map(declaration => ({
    ...declaration,
    environment,
    provenance: provenanceOf(construct.node.path, linesOf),
  }));
}

/** A construct's complaint about a value, told with the environment that gave the value, and the path of its system. */
function blaming<T>(environment: Environment, work: () => T, path?: string): T {
  try {
    return work();
  } catch (error) {
    // What the language itself throws is a fault of ours, not of a value.
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    const source = environment.madeAt()[0];
    throw new InputError({
      what: error.message,
      where: path === undefined ? environment.name : `${environment.name}, ${path}`,
      expected: 'values that every construct accepts',
      mend: 'change the value in the environment’s file',
      ...(path && { path }),
      ...(source && { source }),
    });
  }
}
