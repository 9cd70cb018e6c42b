import { k8s } from 'cdk8s-plus-28';

/** As the typings have it, but for what they drop of a claim template, also from a patch: the API server writes both. */
export class StatefulSet extends k8s.KubeStatefulSet {
  override toJson(): object {
    const json = super.toJson() as { readonly spec: { readonly volumeClaimTemplates: readonly object[] } };
    const volumeClaimTemplates = json.spec.volumeClaimTemplates.map(template => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      ...template,
    }));
    return { ...json, spec: { ...json.spec, volumeClaimTemplates } };
  }
}
