import type { Declared, KubeObject, Model } from '../../../src/model';
import { Service, size } from '../../../src/constructs/workload';
import { scheduled } from '../../../src/constructs/scaling';
import { declarationsOf } from '../../../src/constructs/structure';
import { Duration } from 'cdk8s';
import { objectsOf, testSystem } from '../../constructs/place';
import { declaredAt, modelOf } from '../model-of';
import { put } from '../pod-planting';

/** The object as findings name it. */
export const NAME = 'ScaledObject/shop/web';

/** Steps to the first window. */
export const TRIGGER = ['spec', 'triggers', 0, 'metadata'];

/** Working hours of the shop. */
export const hours = { days: ['Mon', 'Fri'], start: '09:00', end: '18:00', timeZone: 'Asia/Seoul' } as const;

/** A probe like every other. */
export const probe = { path: '/health', every: Duration.seconds(30), timeout: Duration.seconds(5), failures: 3 };

/** The namespace, declared. */
export const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

/** What the construct makes: objects and declarations of a scheduled service in a declared namespace. */
export function shop(): { readonly objects: KubeObject[]; readonly declarations: Declared[] } {
  const system = testSystem();
  new Service(system.app, 'web', {
    namespace: 'shop',
    image: { repository: 'registry.example.com/web', tag: '1.2.3' },
    port: 8080,
    size: size('100m', '128Mi', '200m', '256Mi'),
    probes: { liveness: probe, readiness: probe },
    user: 1000,
    replicas: scheduled({ count: 2, hours }),
  });
  const beside = { environment: 'test', provenance: { construct: 'shop', lines: () => [declaredAt] } };
  const declarations = system.node.findAll().flatMap(declarationsOf);
  return {
    objects: [namespace, ...objectsOf(system)],
    declarations: declarations.map(each => ({ ...each, ...beside })),
  };
}

/** A change of the object of a kind. */
export type Change = readonly [kind: string, steps: readonly (string | number)[], value: unknown];

/** A model of the shop with changes planted in it. */
export function withChanges(...changes: readonly Change[]): Model {
  const { objects, declarations } = shop();
  for (const [kind, steps, value] of changes) {
    const found = objects.find(object => object.kind === kind);
    if (found === undefined) throw new Error(`no ${kind}`);
    put(found, steps, value);
  }
  return modelOf(objects, { declarations });
}

/** Steps to where the window opens. */
export const start = [...TRIGGER, 'start'];

/** Steps to where it closes. */
export const end = [...TRIGGER, 'end'];
