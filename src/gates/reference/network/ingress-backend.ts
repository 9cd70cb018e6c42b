import type { KubeObject } from '../../../model';
import { groupKindOf } from '../../identity/group-kind';
import { didYouMean } from '../../schema/did-you-mean';
import { isRecord, recordsIn, shown, valueAt, type Step } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { once } from '../../pod/once';
import { nameList, referenceRule, unknownName } from '../reference-rule';
import { servicePorts } from './service-ports';

type Fields = Readonly<Record<string, unknown>>;

/** Port name that stands for an action in an annotation of the AWS load balancer controller. */
const BY_ANNOTATION = 'use-annotation';
const ACTION = 'alb.ingress.kubernetes.io/actions.';

/** `namespace ingress service` of every Rollout that writes the action for its root Service itself. */
const rootServices = once((environment: EnvironmentObjects) => {
  const roots = new Set<string>();
  for (const { object } of environment.all('argoproj.io/Rollout')) {
    const canary = valueAt(object, ['spec', 'strategy', 'canary']);
    const alb = valueAt(canary, ['trafficRouting', 'alb']);
    if (!isRecord(alb)) continue;
    const root = alb.rootService ?? valueAt(canary, ['stableService']);
    const ingresses = [alb.ingress, ...(Array.isArray(alb.ingresses) ? (alb.ingresses as readonly unknown[]) : [])];
    for (const ingress of ingresses) roots.add(`${object.metadata.namespace} ${String(ingress)} ${String(root)}`);
  }
  return roots;
});

function backendsOf({ spec }: KubeObject): readonly (readonly [steps: readonly Step[], service: Fields])[] {
  const rules = recordsIn(valueAt(spec, ['rules'])).flatMap(([rule, { http }]) =>
    recordsIn(valueAt(http, ['paths'])).map(
      ([path, { backend }]) => [['spec', 'rules', rule, 'http', 'paths', path, 'backend'], backend] as const,
    ),
  );
  return [[['spec', 'defaultBackend'], valueAt(spec, ['defaultBackend'])] as const, ...rules].flatMap(
    ([steps, backend]) => {
      const service = valueAt(backend, ['service']);
      return isRecord(service) ? [[[...steps, 'service'], service] as const] : [];
    },
  );
}

/** An action needs its annotation, and a Rollout's root Service besides has to be there. */
function* byAction(
  object: KubeObject,
  environment: EnvironmentObjects,
  name: string,
  steps: readonly Step[],
): Iterable<ComplaintAt> {
  const { name: ingress, namespace } = object.metadata;
  const annotations = isRecord(object.metadata.annotations) ? object.metadata.annotations : {};
  if (annotations[ACTION + name] !== undefined) return;
  const isRoot = rootServices(environment).has(`${namespace} ${ingress} ${name}`);
  if (!isRoot) {
    const actions = Object.keys(annotations).filter(key => key.startsWith(ACTION));
    const meant = didYouMean(
      name,
      actions.map(key => key.slice(ACTION.length)),
    );
    yield {
      steps: [...steps, 'name'],
      message: `found the action ${shown(name)}, which no annotation describes`,
      expected: `the annotation ${ACTION}${name}, or a Rollout whose root Service it is`,
      mend: meant === undefined ? 'add the annotation, or name a port of a Service' : `did you mean "${meant}"?`,
    };
  } else if (environment.find('Service', namespace, name) === undefined) {
    yield unknownService(environment, namespace, name, steps);
  }
}

function unknownService(
  environment: EnvironmentObjects,
  namespace: string | undefined,
  name: unknown,
  steps: readonly Step[],
): ComplaintAt {
  const known = environment.names('Service', namespace);
  return unknownName({ steps: [...steps, 'name'], what: 'Service', name, where: `namespace ${namespace}`, known });
}

function* ofService(
  object: KubeObject,
  environment: EnvironmentObjects,
  service: Fields,
  steps: readonly Step[],
): Iterable<ComplaintAt> {
  const { namespace } = object.metadata;
  const { name } = service;
  const found = environment.find('Service', namespace, name);
  if (found === undefined) return yield unknownService(environment, namespace, name, steps);
  const field = valueAt(service, ['port', 'name']) === undefined ? 'number' : 'name';
  const port = valueAt(service, ['port', field]);
  const known = servicePorts(found.object);
  if (known.some(each => each === port)) return;
  yield {
    steps: [...steps, 'port', field],
    message: `found ${shown(port)}, but Service ${String(name)} has no such port`,
    expected: known.length === 0 ? `a port of Service ${String(name)}` : `one of ${nameList(known.map(String))}`,
    mend: 'name a port of the Service, or add it there',
  };
}

const example = 'backend: { service: { name: orders, port: { number: 80 } } } # beside Service orders with port 80';
const text: RuleTexts = {
  en: {
    rule: 'Every backend of an Ingress is a Service of its namespace with that port, or an action that an annotation or a Rollout describes.',
    reason: 'Requests to that path are answered with an error, while the Ingress itself looks healthy.',
    example,
  },
  ko: {
    rule: 'Ingress의 백엔드는 모두 같은 네임스페이스의 Service와 그 포트이거나, 애너테이션이나 Rollout이 설명하는 액션이다.',
    reason: '그렇지 않으면 Ingress는 건강해 보여도 그 경로의 요청은 오류로 끝난다.',
    example,
  },
};

/** Every backend of an Ingress exists. */
export const ingressBackend = referenceRule('ingress-backend', text, function* (object, environment) {
  if (groupKindOf(object) !== 'networking.k8s.io/Ingress') return;
  for (const [steps, service] of backendsOf(object)) {
    const isAction = valueAt(service, ['port', 'name']) === BY_ANNOTATION && typeof service.name === 'string';
    if (isAction) yield* byAction(object, environment, String(service.name), steps);
    else yield* ofService(object, environment, service, steps);
  }
});
