import type { KubeObject } from '../../../model';
import { factValue } from '../../../objects/fact-value';
import { groupKindOf, groupOf } from '../../identity/group-kind';
import { everyField, isRecord, recordsIn, shown, valueAt, type Step } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { referenceRule, unknownName } from '../reference-rule';

const AZURE = /\.azure\.com$/;

/** What each kind lies in, for the kinds that lie in another object; every other lies in a resource group. */
const OWNERS = new Map<string, string>(
  Object.entries({
    'cache.azure.com/RedisEnterpriseDatabase': 'RedisEnterprise',
    'dbforpostgresql.azure.com/FlexibleServersConfiguration': 'FlexibleServer',
    'dbforpostgresql.azure.com/FlexibleServersDatabase': 'FlexibleServer',
    'managedidentity.azure.com/FederatedIdentityCredential': 'UserAssignedIdentity',
    'network.azure.com/PrivateDnsZonesVirtualNetworkLink': 'PrivateDnsZone',
    'network.azure.com/PrivateEndpointsPrivateDnsZoneGroup': 'PrivateEndpoint',
    'servicebus.azure.com/NamespacesQueue': 'Namespace',
    'storage.azure.com/StorageAccountsBlobService': 'StorageAccount',
    'storage.azure.com/StorageAccountsBlobServicesContainer': 'StorageAccountsBlobService',
  }),
);

/** Group and kind of what an object lies in; one that may lie in anything says in what. */
function ownerKind(object: KubeObject): string {
  const owner = valueAt(object, ['spec', 'owner']);
  if (isRecord(owner) && owner.kind !== undefined) return `${String(owner.group)}/${String(owner.kind)}`;
  const kind = OWNERS.get(groupKindOf(object));
  return kind === undefined ? 'resources.azure.com/ResourceGroup' : `${groupOf(object)}/${kind}`;
}

function missing(
  environment: EnvironmentObjects,
  namespace: string,
  kind: string,
  name: unknown,
  steps: readonly Step[],
): ComplaintAt | undefined {
  if (environment.find(kind, namespace, name) !== undefined) return undefined;
  const what = kind.slice(kind.indexOf('/') + 1);
  const known = environment.names(kind, namespace);
  return unknownName({ steps, what, name, where: `namespace ${namespace}`, known });
}

/** The resource group is made by nobody here: it has to be the place's. */
function elsewhere(environment: EnvironmentObjects, armId: unknown): ComplaintAt | undefined {
  const cloud = environment.facts?.cluster.cloud;
  if (cloud?.type !== 'azure') return undefined;
  const group = `/subscriptions/${factValue(cloud.subscription)}/resourceGroups/${factValue(cloud.resourceGroup)}`;
  if (typeof armId === 'string' && (armId === group || armId.startsWith(`${group}/`))) return undefined;
  return {
    steps: ['spec', 'owner', 'armId'],
    message: `found the owner ${shown(armId)}, which is not the resource group of the environment`,
    expected: group,
    mend: 'leave the owner to the constructs for Azure, or correct subscription and resourceGroup of the cluster',
  };
}

/** Every `xReference: { group, kind, name }`, and each of every `xReferences`. */
function references(object: KubeObject): readonly AzureName[] {
  const found: AzureName[] = [];
  everyField(object.spec, (field, value, steps) => {
    const at: readonly Step[] = ['spec', ...steps];
    const one = /reference$/i.test(field) ? [[at, value] as const] : [];
    const list = /references$/i.test(field)
      ? recordsIn(value).map(([index, each]) => [[...at, index], each] as const)
      : [];
    for (const [where, each] of [...one, ...list]) {
      if (!isRecord(each) || each.name === undefined) continue;
      found.push({ kind: `${String(each.group)}/${String(each.kind)}`, steps: [...where, 'name'] });
    }
  });
  return found;
}

/** Another object of the namespace that an object names: its kind, and where. */
export interface AzureName {
  /** Group and kind. */
  readonly kind: string;
  readonly steps: readonly Step[];
}

/** What the operator has to find before it makes what an object asks for. */
export function awaitedBy(object: KubeObject): readonly AzureName[] {
  if (!AZURE.test(groupOf(object))) return [];
  const owner = valueAt(object, ['spec', 'owner']);
  const liesIn = isRecord(owner) && owner.armId === undefined;
  const owned: AzureName = { kind: ownerKind(object), steps: ['spec', 'owner', 'name'] };
  return [...(liesIn ? [owned] : []), ...references(object)];
}

const example =
  'owner: { name: sb-shop } # in NamespacesQueue orders, beside Namespace sb-shop of servicebus.azure.com';
const text: RuleTexts = {
  en: {
    rule: "Whatever an object of Azure Service Operator lies in or refers to exists in its namespace; what lies in a resource group lies in the environment's.",
    reason: 'The operator waits for it for ever: nothing is made in Azure, and the sync never becomes healthy.',
    example,
  },
  ko: {
    rule: 'Azure Service Operator의 객체가 속하거나 참조하는 것은 같은 네임스페이스에 있고, 리소스 그룹에 속한 것은 그 환경의 리소스 그룹에 속한다.',
    reason: '없으면 오퍼레이터가 끝없이 기다린다. Azure에는 아무것도 만들어지지 않고 동기화는 정상이 되지 않는다.',
    example,
  },
};

/** Whatever an object of Azure Service Operator lies in or refers to exists. */
export const azureOwner = referenceRule('azure-owner', text, function* (object, environment) {
  const { namespace } = object.metadata;
  if (!AZURE.test(groupOf(object)) || namespace === undefined) return;
  const armId = valueAt(object, ['spec', 'owner', 'armId']);
  const place = armId === undefined ? undefined : elsewhere(environment, armId);
  if (place !== undefined) yield place;
  for (const { kind, steps } of awaitedBy(object)) {
    const complaint = missing(environment, namespace, kind, valueAt(object, steps), steps);
    if (complaint !== undefined) yield complaint;
  }
});
