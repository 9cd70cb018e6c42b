import type { KubeObject } from '../../../model';
import { isRecord, recordsIn, shown, type Step } from '../json-path';
import { isKubernetesOwn } from '../kind-schemas';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';
import * as forms from './name-forms';
import { containersOf, podSpecsOf } from './pods';

const byKind: Readonly<Record<string, forms.NameForm>> = {
  Namespace: forms.dnsLabel,
  Service: forms.serviceLabel,
  CronJob: forms.shortSubdomain,
  StatefulSet: forms.shortSubdomain,
  Job: forms.labelLongSubdomain,
  Role: forms.pathSegment,
  ClusterRole: forms.pathSegment,
  RoleBinding: forms.pathSegment,
  ClusterRoleBinding: forms.pathSegment,
};

function formOf(object: KubeObject): forms.NameForm {
  return (isKubernetesOwn(object) && Object.hasOwn(byKind, object.kind) && byKind[object.kind]) || forms.dnsSubdomain;
}

function complaint(what: string, name: unknown, form: forms.NameForm, steps: readonly Step[]): ComplaintAt[] {
  if (typeof name !== 'string' || form.fits(name)) return [];
  return [{ steps, message: `found ${shown(name)} as ${what}`, expected: form.words, mend: 'rename it' }];
}

function inPods(object: KubeObject): readonly ComplaintAt[] {
  return podSpecsOf(object).flatMap(pod => [
    ...recordsIn(pod.spec.volumes).flatMap(([index, volume]) =>
      complaint('the name of a volume', volume.name, forms.dnsLabel, [...pod.steps, 'volumes', index, 'name']),
    ),
    ...containersOf(pod).flatMap(({ container, steps }) => [
      ...complaint('the name of a container', container.name, forms.dnsLabel, [...steps, 'name']),
      ...recordsIn(container.ports).flatMap(([index, port]) =>
        complaint('the name of a port', port.name, forms.portName, [...steps, 'ports', index, 'name']),
      ),
    ]),
  ]);
}

function inService(object: KubeObject): readonly ComplaintAt[] {
  if (object.apiVersion !== 'v1' || object.kind !== 'Service' || !isRecord(object.spec)) return [];
  return recordsIn(object.spec.ports).flatMap(([index, port]) => [
    ...complaint('the name of a port', port.name, forms.dnsLabel, ['spec', 'ports', index, 'name']),
    ...complaint('the name of a target port', port.targetPort, forms.portName, ['spec', 'ports', index, 'targetPort']),
  ]);
}

function inData(object: KubeObject): readonly ComplaintAt[] {
  if (object.apiVersion !== 'v1' || (object.kind !== 'ConfigMap' && object.kind !== 'Secret')) return [];
  return ['data', 'binaryData', 'stringData'].flatMap(field => {
    const data = object[field];
    return Object.keys(isRecord(data) ? data : {}).flatMap(key => complaint('a key', key, forms.dataKey, [field, key]));
  });
}

const example = 'metadata: { name: order-service } # not OrderService';
const text: RuleTexts = {
  en: {
    rule: 'Names of objects, containers, volumes, ports and data keys have the form that their kind asks for.',
    reason: 'The schema takes any text; the API server, or a controller that puts the name into a label, does not.',
    example,
  },
  ko: {
    rule: '객체, 컨테이너, 볼륨, 포트의 이름과 데이터 키는 종류가 요구하는 형식이어야 한다.',
    reason: '스키마는 아무 글자나 받지만, API 서버나 이름을 레이블에 넣는 컨트롤러는 받지 않는다.',
    example,
  },
};

/** Names of objects, containers, volumes, ports and data keys have the form that their kind asks for. */
export const nameForm = objectRule('name-form', text, object => {
  const { name, namespace } = object.metadata;
  return [
    ...complaint('a name', name, formOf(object), ['metadata', 'name']),
    ...complaint('a namespace', namespace, forms.dnsLabel, ['metadata', 'namespace']),
    ...inPods(object),
    ...inService(object),
    ...inData(object),
  ];
});
