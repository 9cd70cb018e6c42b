import type { KubeObject, Manifest } from '../../model';
import { hasLabels } from '../pod/selector';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { selectorText } from '../reference/label-selector';
import { nameList, referenceRule, unknownName } from '../reference/reference-rule';
import { servicePorts } from '../reference/network/service-ports';
import { isRecord, shown, valueAt, type Step } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { ALB, isWeighted, namedServices } from './rollout';

const example =
  'pingPong: { pingService: web-ping, pongService: web-pong }\ntrafficRouting: { alb: { rootService: web, servicePort: 80 } } # three Services with one selector';
const text: RuleTexts = {
  en: {
    rule: 'A weighted Rollout names different Services of its namespace (ping, pong, root, and those that lead to one version alone), which select its own pods by the same labels and have its port.',
    reason:
      'The controller adds the version’s hash to the selectors of all but root and changes nothing else of them. A Service that selects other pods, or has no such port, gets its share of the requests all the same.',
    example,
  },
  ko: {
    rule: '가중치 Rollout은 자기 네임스페이스의 서로 다른 Service(ping, pong, root, 한 버전에만 닿는 것)를 적고, 모두 같은 레이블로 그 파드를 고르며 같은 포트를 가진다.',
    reason:
      '컨트롤러는 root가 아닌 Service의 셀렉터에 버전 해시를 더할 뿐 다른 것은 바꾸지 않는다. 다른 파드를 고르거나 그 포트가 없는 Service도 자기 몫의 요청을 받는다.',
    example,
  },
};

/** A Service that a Rollout names. */
interface NamedService {
  readonly steps: readonly Step[];
  readonly name: unknown;
  readonly found: Manifest | undefined;
}

/** Both versions have a Service, and the Ingress one for both. */
export const releaseServices = referenceRule('release-services', text, function* (object, environment) {
  if (!isWeighted(object)) return;
  const services = servicesOf(object, environment);
  yield* same(services);
  const { namespace } = object.metadata;
  for (const { steps, name, found } of services) {
    if (found === undefined) {
      const known = environment.names('Service', namespace);
      yield unknownName({ steps, what: 'Service', name, where: `namespace ${namespace}`, known });
    } else yield* fitting(object, found, steps);
  }
});

function servicesOf(object: KubeObject, environment: EnvironmentObjects): readonly NamedService[] {
  return namedServices(object).map(steps => {
    const name = valueAt(object, steps);
    return { steps, name, found: environment.find('Service', object.metadata.namespace, name) };
  });
}

/** One Service cannot stand for two. */
function* same(services: readonly NamedService[]): Iterable<ComplaintAt> {
  for (const [index, { steps, name }] of services.entries()) {
    const first = services.slice(0, index).find(each => each.name === name);
    if (first === undefined) continue;
    const message = `found ${shown(name)}, which is ${String(first.steps.at(-1))}, too`;
    yield { steps, message, expected: 'a Service of its own', mend: 'declare a Service for each' };
  }
}

function* fitting(object: KubeObject, service: Manifest, steps: readonly Step[]): Iterable<ComplaintAt> {
  const { name } = service.object.metadata;
  const selector = valueAt(service.object, ['spec', 'selector']);
  const own = valueAt(object, ['spec', 'selector', 'matchLabels']);
  const isSame = isRecord(selector) && isRecord(own) && hasLabels(own, selector) && hasLabels(selector, own);
  if (!isSame) {
    yield {
      steps,
      message: `found Service ${name}, which selects ${selectorText({ matchLabels: selector })}`,
      expected: `the selector of the Rollout: ${selectorText({ matchLabels: own })}`,
      mend: `give Service ${name} the selector of the Rollout; the controller adds the hash of the version`,
    };
  }
  const [port, known] = [valueAt(object, [...ALB, 'servicePort']), servicePorts(service.object)];
  if (known.some(each => each === port)) return;
  yield {
    steps: [...ALB, 'servicePort'],
    message: `found ${shown(port)}, but Service ${name} has no such port`,
    expected: known.length === 0 ? `a port of Service ${name}` : `one of ${nameList(known.map(String))}`,
    mend: 'give all of them the port that the Ingress forwards to',
  };
}
