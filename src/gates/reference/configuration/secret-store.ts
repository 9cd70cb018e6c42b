import type { KubeObject } from '../../../model';
import { groupKindOf, groupOf } from '../../identity/group-kind';
import { everyField, isRecord, recordsIn, type Step } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { referenceRule, unknownName } from '../reference-rule';

type Place = readonly [steps: readonly Step[], store: Readonly<Record<string, unknown>>];

/** Every place that names a store: the object's own, and one of a single entry (`sourceRef.storeRef`). */
function storesIn(object: KubeObject): readonly Place[] {
  const places: Place[] = [];
  everyField(object.spec, (field, value, steps) => {
    const at = ['spec', ...steps];
    if ((field === 'secretStoreRef' || field === 'storeRef') && isRecord(value)) places.push([at, value]);
    if (field === 'secretStoreRefs') places.push(...recordsIn(value).map(([i, store]) => [[...at, i], store] as const));
  });
  return places.filter(([, store]) => store.name !== undefined);
}

const example = 'secretStoreRef: { kind: SecretStore, name: secrets } # beside SecretStore secrets';
const text: RuleTexts = {
  en: {
    rule: 'The store that an ExternalSecret names exists: a SecretStore in its namespace, or a ClusterSecretStore.',
    reason: 'Without it the Secret is never filled, and every pod that needs it waits.',
    example,
  },
  ko: {
    rule: 'ExternalSecret이 적은 저장소가 있다. 같은 네임스페이스의 SecretStore이거나 ClusterSecretStore다.',
    reason: '없으면 Secret은 채워지지 않고, 그것이 필요한 파드는 모두 기다린다.',
    example,
  },
};

/** The store that an ExternalSecret names exists. */
export const secretStore = referenceRule('secret-store', text, function* (object, environment) {
  const { namespace } = object.metadata;
  if (groupOf(object) !== 'external-secrets.io' || namespace === undefined) return;
  for (const [steps, { kind, name }] of storesIn(object)) {
    const what = kind === 'ClusterSecretStore' ? kind : 'SecretStore';
    const place = what === 'SecretStore' ? namespace : undefined;
    const groupKind = groupKindOf({ apiVersion: object.apiVersion, kind: what });
    if (environment.find(groupKind, place, name) !== undefined) continue;
    const where = place === undefined ? 'the environment' : `namespace ${place}`;
    yield unknownName({ steps: [...steps, 'name'], what, name, where, known: environment.names(groupKind, place) });
  }
});
