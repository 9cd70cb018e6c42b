import type { KubeObject, Rule } from '../../model';
import { findingFor, type Complaint } from '../finding';
import { isKubernetesOwn, kindOf, versionsOf } from './kind-schemas';
import type { RuleTexts } from './object-rule';
import { kubernetesFile, kubernetesVersions } from './schema-files';

const code = 'api-served';

/** The same kind under another apiVersion, as the newest version serves it. */
function successor(object: KubeObject): string | undefined {
  const newest = kubernetesVersions().at(-1) ?? '';
  return kubernetesFile(newest).served.find(kind => kind.endsWith(` ${object.kind}`));
}

function notServed(object: KubeObject, from: string): Complaint | undefined {
  const all = kubernetesVersions();
  const kind = kindOf(object);
  const lacking = all
    .slice(Math.max(0, all.indexOf(from)))
    .filter(version => !kubernetesFile(version).served.includes(kind));
  if (lacking.length === 0) return undefined;
  const instead = successor(object);
  return {
    path: '$.apiVersion',
    message: `found ${kind}, which Kubernetes ${lacking.join(', ')} does not serve`,
    expected: instead ?? `an API that Kubernetes ${from} and every later version serve`,
    mend: instead === undefined ? 'use another kind' : `write it as ${instead}`,
  };
}

const example = 'apiVersion: policy/v1 # not policy/v1beta1';
const text: RuleTexts = {
  en: {
    rule: "No object uses an API that its environment's Kubernetes version, or any later one, does not serve.",
    reason: 'An upgrade of the cluster would break the sync of every such object at once.',
    example,
  },
  ko: {
    rule: '어떤 객체도 환경의 쿠버네티스 버전이나 그 이후 버전이 제공하지 않는 API를 쓰지 않는다.',
    reason: '클러스터를 올리는 순간 그런 객체의 동기화가 한꺼번에 깨진다.',
    example,
  },
};

/** No object uses an API that is unknown to, or removed in, its environment's Kubernetes version or any later one. */
export const apiServed: Rule = {
  code,
  text,
  check(model) {
    const versions = versionsOf(model);
    return model.manifests.flatMap(manifest => {
      if (!isKubernetesOwn(manifest.object)) return [];
      const complaint = notServed(manifest.object, versions.get(manifest.environment) ?? '');
      return complaint === undefined ? [] : [findingFor(manifest, code, complaint)];
    });
  },
};
