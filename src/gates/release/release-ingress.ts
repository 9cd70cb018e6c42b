import type { KubeObject, Manifest } from '../../model';
import { annotation } from '../sync/annotations';
import { referenceRule, unknownName } from '../reference/reference-rule';
import { recordsIn, shown, valueAt, type Step } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { ALB, isWeighted, releaseIngresses, ROOT } from './rollout';

const PREFIX = 'alb.ingress.kubernetes.io';

const example = `# Ingress web\n${PREFIX}/target-type: ip\nbackend: { service: { name: web, port: { name: use-annotation } } } # root Service, no actions.web in git`;
const text: RuleTexts = {
  en: {
    rule: 'The Ingress of a weighted Rollout exists, leads to its root Service with the port use-annotation, sends to pods by their addresses, and leaves the action that holds the weights to the controller.',
    reason:
      'The weights stand in an annotation of the Ingress that the controller writes. A backend with a port of its own never asks for it; one that stands in git is written back by every sync, and the release with it.',
    example,
  },
  ko: {
    rule: '가중치 Rollout의 Ingress는 존재하고, use-annotation 포트로 root Service에 닿으며, 파드 주소로 직접 보내고, 가중치를 담은 액션은 컨트롤러에게 맡긴다.',
    reason:
      '가중치는 컨트롤러가 쓰는 Ingress 애너테이션에 있다. 포트를 직접 적은 백엔드는 그것을 읽지 않고, git에 적힌 애너테이션은 동기화할 때마다 되돌아가 릴리스도 되돌린다.',
    example,
  },
};

/** The weights of a release reach the load balancer. */
export const releaseIngress = referenceRule('release-ingress', text, function* (object, environment) {
  if (!isWeighted(object)) return;
  const { namespace } = object.metadata;
  const named = releaseIngresses(object);
  if (named.length === 0 || (named.length > 1 && valueAt(object, [...ALB, 'ingress']) !== undefined)) {
    yield {
      steps: [...ALB, 'ingress'],
      message: `found ${named.length === 0 ? 'no Ingress' : 'ingress beside ingresses'}`,
      expected: 'one of ingress and ingresses',
      mend: 'name the Ingress that leads to the root Service',
    };
  }
  for (const [steps, name] of named) {
    const ingress = environment.find('networking.k8s.io/Ingress', namespace, name);
    if (ingress === undefined) {
      const known = environment.names('networking.k8s.io/Ingress', namespace);
      yield unknownName({ steps, what: 'Ingress', name, where: `namespace ${namespace}`, known });
    } else yield* fitting(object, ingress, steps);
  }
});

function backendsOf({ spec }: KubeObject): readonly unknown[] {
  const rules = recordsIn(valueAt(spec, ['rules'])).flatMap(([, rule]) =>
    recordsIn(valueAt(rule, ['http', 'paths'])).map(([, path]) => path.backend),
  );
  return [valueAt(spec, ['defaultBackend']), ...rules];
}

function* fitting(object: KubeObject, { object: ingress }: Manifest, steps: readonly Step[]): Iterable<ComplaintAt> {
  const root = String(valueAt(object, ROOT));
  const own = backendsOf(ingress).filter(backend => valueAt(backend, ['service', 'name']) === root);
  const ports = own.map(backend => valueAt(backend, ['service', 'port', 'name']));
  if (own.length === 0 || ports.some(port => port !== 'use-annotation')) {
    const found = own.length === 0 ? `no backend ${root}` : `the backend ${root} with a port of its own`;
    yield {
      steps,
      message: `found Ingress ${ingress.metadata.name} with ${found}: the weights do not reach it`,
      expected: `a backend { name: ${root}, port: { name: use-annotation } }`,
      mend: 'lead the Ingress to the root Service with the port use-annotation',
    };
  }
  const prefix = String(valueAt(object, [...ALB, 'annotationPrefix']) ?? PREFIX);
  if (annotation(ingress, `${prefix}/actions.${root}`) !== undefined) {
    yield {
      steps,
      message: `found Ingress ${ingress.metadata.name} with the annotation actions.${root}, which holds the weights`,
      expected: 'no such annotation in git',
      mend: 'remove it; the controller writes it when the Rollout comes',
    };
  }
  const targets = annotation(ingress, `${prefix}/target-type`);
  if (targets === 'ip') return;
  yield {
    steps,
    message: `found Ingress ${ingress.metadata.name} with target-type ${shown(targets)}: nodes, not pods, are behind the weights`,
    expected: `${prefix}/target-type: ip`,
    mend: 'send to pods by their addresses, so that readiness gates hold a pod until it is in service',
  };
}
