import type { Finding, KubeObject, Rule } from '../../model';
import { findingFor, type Complaint } from '../finding';
import { isAboutUniqueness, violationsOf, type Violation } from './checker';
import { valueAt } from './json-path';
import { checkedVersions, isKubernetesOwn, kindOf, versionsOf } from './kind-schemas';
import type { RuleTexts } from './object-rule';
import { kubernetesFile, kubernetesKind } from './schema-files';

const code = 'schema-kubernetes';

/** Violations on several versions, each once with the versions it was found on. */
function merged(object: KubeObject, versions: readonly string[]): readonly (readonly [Violation, readonly string[]])[] {
  const found = new Map<string, [Violation, string[]]>();
  for (const version of versions) {
    const schema = kubernetesKind(version, kindOf(object));
    if (schema === undefined) continue;
    for (const violation of violationsOf(schema, object)) {
      if (isAboutUniqueness(violation)) continue;
      const key = `${violation.path} ${violation.keyword} ${violation.found}`;
      const before = found.get(key);
      if (before === undefined) found.set(key, [violation, [version]]);
      else before[1].push(version);
    }
  }
  return [...found.values()];
}

/**
 * What the API server sees of an object when pods are made of it: the object itself, or, of a Rollout, whose CRD leaves the
 * template's parts open, a Deployment with the same pods.
 */
function asKubernetes(object: KubeObject): KubeObject | undefined {
  if (isKubernetesOwn(object)) return object;
  if (kindOf(object) !== 'argoproj.io/v1alpha1 Rollout') return undefined;
  const [selector, template] = ['selector', 'template'].map(part => valueAt(object, ['spec', part]));
  return { ...object, apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector, template } };
}

/** A kind that the version serves and that Garam has no schema for; what it does not serve is `api-served`'s. */
function unknownKind(object: KubeObject, versions: readonly string[]): Complaint | undefined {
  const kind = kindOf(object);
  const lacking = versions.find(
    version => !kubernetesKind(version, kind) && kubernetesFile(version).served.includes(kind),
  );
  if (lacking === undefined) return undefined;
  return {
    message: `found ${kind}, a kind of Kubernetes ${lacking} that schemas/ does not hold`,
    expected: 'one of the kinds listed in src/codegen/schemas-kinds.ts',
    mend: 'use another kind, or add this one to src/codegen/schemas-kinds.ts and run npm run schemas',
  };
}

const example = 'resources: { limits: { cpu: 500m } } # not 5oom';
const text: RuleTexts = {
  en: {
    rule: "Every object of one of Kubernetes' own kinds, and the pods of every Rollout, is exactly what the API server of the environment's version and of the newest accepts.",
    reason:
      'cdk8s writes unknown fields, wrong quantities and wrong enums without a word; the sync fails, or the field is dropped and nobody notices.',
    example,
  },
  ko: {
    rule: '쿠버네티스 자체 종류의 모든 객체와 모든 Rollout의 파드는 환경의 버전과 최신 버전의 API 서버가 받아들이는 그대로여야 한다.',
    reason:
      'cdk8s는 없는 필드, 잘못된 수량, 잘못된 열거값도 그대로 쓴다. 그러면 동기화가 실패하거나 필드가 소리 없이 버려진다.',
    example,
  },
};

/**
 * Every object of a kind of Kubernetes' own, and the pods of a Rollout, is exactly what its API server accepts: on the environment's version and
 * on the newest (D-18). Rules in CEL are not evaluated.
 */
export const schemaKubernetes: Rule = {
  code,
  text,
  check(model) {
    const versions = versionsOf(model);
    const findings: Finding[] = [];
    for (const manifest of model.manifests) {
      const object = asKubernetes(manifest.object);
      if (object === undefined) continue;
      const checked = checkedVersions(versions.get(manifest.environment));
      const unknown = unknownKind(object, checked);
      if (unknown !== undefined) findings.push(findingFor(manifest, code, unknown));
      for (const [{ path, found, expected, mend }, on] of merged(object, checked)) {
        const message = `found ${found} (Kubernetes ${on.join(' and ')})`;
        findings.push(findingFor(manifest, code, { path, message, expected, mend }));
      }
    }
    return findings;
  },
};
