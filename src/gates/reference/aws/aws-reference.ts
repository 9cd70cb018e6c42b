import type { Manifest } from '../../../model';
import { groupOf } from '../../identity/group-kind';
import { everyField, isRecord, recordsIn, valueAt, type Step } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { once } from '../../pod/once';
import { nameList, referenceRule, unknownName } from '../reference-rule';

const AWS = /\.services\.k8s\.aws$/;

/** What a field refers to, by how its name ends; a field that is not listed may refer to any kind. */
const KINDS: readonly (readonly [field: RegExp, kind: string])[] = [
  [/(?:restAPI|cloneFrom)Ref$/i, 'RestAPI'],
  [/(?:resource|parent)Ref$/, 'Resource'],
  [/^deploymentRef$/, 'Deployment'],
  [/^connectionRef$/, 'VPCLink'],
  [/^authorizerRef$/, 'Authorizer'],
  [/KeyRef$/, 'Key'],
  [/(?:role|credentials)Ref$/i, 'Role'],
  [/(?:policy|permissionsBoundary)Refs?$/i, 'Policy'],
  [/^dbClusterParameterGroupRef$/, 'DBClusterParameterGroup'],
  [/^dbParameterGroupRef$/, 'DBParameterGroup'],
  [/^dbSubnetGroupRef$/, 'DBSubnetGroup'],
  [/^cacheParameterGroupRef$/, 'CacheParameterGroup'],
  [/^cacheSubnetGroupRef$/, 'CacheSubnetGroup'],
  [/^fileSystemRef$/, 'FileSystem'],
  [/securityGroupRefs?$/i, 'SecurityGroup'],
  [/^subnetRefs?$/, 'Subnet'],
];

interface Reference {
  readonly field: string;
  readonly steps: readonly Step[];
  readonly from: Readonly<Record<string, unknown>>;
}

/** Every `xRef: { from: … }` and `xRefs: [{ from: … }]` of an object. */
function referencesIn(spec: unknown): readonly Reference[] {
  const references: Reference[] = [];
  const add = (field: string, value: unknown, steps: readonly Step[]): void => {
    const from = valueAt(value, ['from']);
    if (isRecord(from)) references.push({ field, from, steps: [...steps, 'from', 'name'] });
  };
  everyField(spec, (field, value, steps) => {
    const at = ['spec', ...steps];
    if (field.endsWith('Ref')) add(field, value, at);
    if (field.endsWith('Refs')) for (const [index, item] of recordsIn(value)) add(field, item, [...at, index]);
  });
  return references;
}

/** Objects of AWS by namespace and name; one name may stand for several kinds. */
const awsObjects = once((environment: EnvironmentObjects) => {
  const objects = new Map<string, Map<string, Manifest[]>>();
  for (const manifest of environment.manifests) {
    if (!AWS.test(groupOf(manifest.object))) continue;
    const { name, namespace = '' } = manifest.object.metadata;
    const names = objects.get(namespace) ?? new Map<string, Manifest[]>();
    objects.set(namespace, names.set(name, [...(names.get(name) ?? []), manifest]));
  }
  return objects;
});

function complaint(environment: EnvironmentObjects, namespace: string, reference: Reference): ComplaintAt | undefined {
  const { field, steps, from } = reference;
  const kind = KINDS.find(([pattern]) => pattern.test(field))?.[1];
  const names = awsObjects(environment).get(namespace);
  const called = names?.get(String(from.name)) ?? [];
  if (called.some(({ object }) => kind === undefined || object.kind === kind)) return undefined;
  const fits = ([, all]: readonly [string, readonly Manifest[]]): boolean =>
    kind === undefined || all.some(({ object }) => object.kind === kind);
  const known = [...(names ?? [])].filter(fits).map(([name]) => name);
  const what = kind ?? 'AWS object';
  const missing = unknownName({ steps, what, name: from.name, where: `namespace ${namespace}`, known });
  if (called.length === 0) return missing;
  return {
    ...missing,
    mend: `name a ${what}: that name belongs to a ${nameList(called.map(({ object }) => object.kind))}`,
  };
}

const example = 'kmsKeyRef: { from: { name: database } } # beside Key database';
const text: RuleTexts = {
  en: {
    rule: 'Whatever an object of an AWS controller refers to exists in the namespace and is of the kind that is meant.',
    reason: 'The controller waits for it for ever: nothing is made in AWS, and the sync never becomes healthy.',
    example,
  },
  ko: {
    rule: 'AWS 컨트롤러의 객체가 참조하는 것은 같은 네임스페이스에, 뜻한 종류로 있다.',
    reason: '없으면 컨트롤러가 끝없이 기다린다. AWS에는 아무것도 만들어지지 않고 동기화는 정상이 되지 않는다.',
    example,
  },
};

/** Whatever an object of an AWS controller refers to exists. */
export const awsReference = referenceRule('aws-reference', text, function* (object, environment) {
  if (!AWS.test(groupOf(object))) return;
  for (const reference of referencesIn(object.spec)) {
    const namespace = String(reference.from.namespace ?? object.metadata.namespace);
    const missing = complaint(environment, namespace, reference);
    if (missing !== undefined) yield missing;
  }
});
