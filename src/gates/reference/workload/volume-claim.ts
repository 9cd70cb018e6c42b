import { podSpecsOf } from '../../schema/fields/pods';
import { recordsIn, valueAt } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { once } from '../../pod/once';
import { referenceRule, unknownName } from '../reference-rule';

/** What a StatefulSet claims for its pods: `<template>-<name>` and how many of them. */
const templatesOf = once((environment: EnvironmentObjects) => {
  const counts = new Map<string, number>();
  for (const { object } of environment.all('apps/StatefulSet')) {
    const { name, namespace } = object.metadata;
    const replicas = valueAt(object, ['spec', 'replicas']);
    for (const [, template] of recordsIn(valueAt(object, ['spec', 'volumeClaimTemplates']))) {
      const claim = `${namespace} ${String(valueAt(template, ['metadata', 'name']))}-${name}`;
      counts.set(claim, typeof replicas === 'number' ? replicas : Infinity);
    }
  }
  return counts;
});

function isTemplated(environment: EnvironmentObjects, namespace: string, claim: string): boolean {
  const [, name, ordinal] = /^(.+)-(0|[1-9]\d*)$/.exec(claim) ?? [];
  const count = templatesOf(environment).get(`${namespace} ${name}`);
  return count !== undefined && Number(ordinal) < Math.max(1, count);
}

const example = 'volumes: [{ name: backups, persistentVolumeClaim: { claimName: backups } }]';
const text: RuleTexts = {
  en: {
    rule: 'Every claim that a pod mounts is declared in the namespace, or made by a template of a StatefulSet.',
    reason: 'A pod whose claim does not exist stays Pending.',
    example,
  },
  ko: {
    rule: '파드가 마운트하는 클레임은 모두 네임스페이스에 선언되어 있거나 StatefulSet의 템플릿이 만든다.',
    reason: '클레임이 없는 파드는 Pending에 머문다.',
    example,
  },
};

/** Every claim that a pod mounts exists. */
export const volumeClaim = referenceRule('volume-claim', text, function* (object, environment) {
  const { namespace } = object.metadata;
  if (namespace === undefined) return;
  for (const pod of podSpecsOf(object)) {
    for (const [index, volume] of recordsIn(pod.spec.volumes)) {
      const name = valueAt(volume, ['persistentVolumeClaim', 'claimName']);
      if (typeof name !== 'string' || environment.find('PersistentVolumeClaim', namespace, name) !== undefined)
        continue;
      if (isTemplated(environment, namespace, name)) continue;
      const steps = [...pod.steps, 'volumes', index, 'persistentVolumeClaim', 'claimName'];
      const templated = [...templatesOf(environment).keys()].filter(claim => claim.startsWith(`${namespace} `));
      const known = [
        ...environment.names('PersistentVolumeClaim', namespace),
        ...templated.map(claim => `${claim.slice(namespace.length + 1)}-0`),
      ];
      yield unknownName({ steps, what: 'PersistentVolumeClaim', name, where: `namespace ${namespace}`, known });
    }
  }
});
