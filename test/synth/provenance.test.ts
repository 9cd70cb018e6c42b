import { ApiObject, App } from 'cdk8s';
import { Construct } from 'constructs';
import { completeSystems, TracedConstruct, trace, untraced } from '../../src/constructs/structure';
import { environments } from '../../src/environments';
import type { Environment } from '../../src/environments/environment';
import type { SourceLine } from '../../src/model';
import { synthesize } from '../../src/synth';
import { placeOf } from '../../src/synth/place-of';
import { linesIn, provenanceOf } from '../../src/synth/provenance';

/** Lines of every object by its path, as the constructs themselves have kept them. */
function linesKept(environment: Environment): ReadonlyMap<string, readonly SourceLine[]> {
  const place = placeOf(environment);
  for (const entry of environment.systems) entry.build(place);
  completeSystems(place);
  const objects = place.node.findAll().filter(construct => construct instanceof ApiObject);
  return new Map(objects.map(({ node }) => [node.path, keptBy(node.scopes)]));
}

function keptBy(scopes: readonly unknown[]): readonly SourceLine[] {
  const nearest = [...scopes].reverse().find(scope => scope instanceof TracedConstruct);
  return nearest instanceof TracedConstruct ? nearest.declaredAt() : [];
}

describe('where an object comes from', () => {
  test.each(environments.map(environment => [environment.name, environment] as const))(
    'is in %s exactly what its construct kept, though nothing was kept when it was rendered',
    (name, environment) => {
      const { manifests } = synthesize(environment);
      const shown = manifests.map(({ provenance: { construct, lines } }) => [`${name}/${construct}`, lines()] as const);
      expect(new Map(shown)).toEqual(linesKept(environment));
      expect(shown.every(([, [first]]) => first?.file.startsWith('src/systems/'))).toBe(true);
    },
  );

  test('is found in a tree that is built when it is first asked for, and then kept', () => {
    let built = 0;
    const linesOf = linesIn(() => {
      built++;
      return new Construct(new App(), 'place');
    });
    const { construct, lines } = provenanceOf('place', linesOf);
    expect([construct, built]).toEqual(['place', 0]);
    expect([lines(), lines(), built]).toEqual([[], [], 1]);
  });
});

describe('work without traces', () => {
  const here = (): readonly SourceLine[] => trace(here)();
  const kept = (): boolean => trace(kept) !== trace(kept);

  test('keeps none, and what comes after keeps them again, also after a failure', () => {
    expect(kept()).toBe(true);
    expect(untraced(() => [here(), kept(), untraced(kept), kept()])).toEqual([[], false, false, false]);
    expect(() =>
      untraced(() => {
        throw new Error('refused');
      }),
    ).toThrow('refused');
    expect(kept()).toBe(true);
  });
});
