import type { KubeObject } from '../../model';

/**
 * Those definitions (CRDs) whose kinds objects have: what the add-ons of their cluster bring. Another environment's would
 * cost the server and every client that watches all kinds, and prove nothing.
 */
export function definitionsOf(objects: readonly KubeObject[], crds: readonly KubeObject[]): readonly KubeObject[] {
  const used = new Set(objects.map(({ apiVersion, kind }) => `${apiVersion.split('/')[0]} ${kind}`));
  return crds.filter(({ spec }) => {
    const { group, names } = spec as { group: string; names: { kind: string } };
    return used.has(`${group} ${names.kind}`);
  });
}
