import type { Declared, Finding, Manifest, Rule, WorkloadDeclaration } from '../../model';
import { findingFor, type Complaint } from '../finding';
import { podsOf } from '../reference/pods';
import { containersOf } from '../schema/fields/pods';
import { jsonPath, valueAt } from '../schema/json-path';
import { collectionsOf, type Collection } from './collections';
import { groupsReached, logFile } from './pipeline';

const code = 'log-lines-arrive';

const example =
  'match: kube.shop.orders.*\nlog_group_name: /shop/orders # a LogGroup of that name, and lines of no other service';

/** Group that the lines of a service arrive in, or what is wrong with their way. */
type Way = { readonly group: string } | Complaint;

function wayOf(collection: Collection, { name, namespace }: Declared<WorkloadDeclaration>): Way {
  const file = logFile({ namespace, pod: `${name}-0`, container: name });
  const [group, ...others] = groupsReached(collection.pipeline, file);
  if (group !== undefined && others.length === 0) return { group };
  return {
    message: `lines of ${namespace}/${name} arrive in ${group === undefined ? 'no log group' : [group, ...others].join(' and ')}`,
    expected: 'exactly one log group for every declared service',
    mend:
      group === undefined
        ? 'list `logs` behind the system of the service in the environment’s file'
        : 'match each output by the service’s own namespace and container',
  };
}

/** Names of the environment's log groups, with their objects. */
function groupsIn({ environment }: Collection): ReadonlyMap<string, Manifest> {
  const all = environment.all('cloudwatchlogs.services.k8s.aws/LogGroup');
  return new Map(all.map(manifest => [String(valueAt(manifest.object, ['spec', 'name'])), manifest]));
}

function hasContainer({ environment }: Collection, service: Declared<WorkloadDeclaration>): boolean {
  // Those that an operator makes are among them: a Prometheus' container is `prometheus`, an Alertmanager's `alertmanager`.
  const pods = [...podsOf(environment).selected(service.namespace, { matchLabels: service.selector })];
  return pods.flatMap(({ pod }) => containersOf(pod)).some(({ container }) => container.name === service.name);
}

function checked(collection: Collection): Finding[] {
  const { configMap, steps, services, declared } = collection;
  const groups = groupsIn(collection);
  const owners = new Map<string, string>();
  const findings: Finding[] = [];
  const complain = (complaint: Complaint): void => {
    findings.push(findingFor(configMap, code, { path: jsonPath(steps), ...complaint }));
  };
  for (const service of services) {
    const shown = `${service.namespace}/${service.name}`;
    const way = wayOf(collection, service);
    if ('message' in way) {
      complain(way);
      continue;
    }
    const owner = owners.get(way.group);
    if (owner !== undefined) complain(shared(way.group, owner, shown));
    owners.set(way.group, shown);
    if (!groups.has(way.group)) complain(noGroup(way.group, shown, [...groups.keys()]));
    if (!hasContainer(collection, service)) complain(noContainer(service));
  }
  for (const [name, manifest] of groups) {
    if (!name.startsWith(`${declared.prefix}/`) || owners.has(name)) continue;
    findings.push(findingFor(manifest, code, unused(name)));
  }
  return findings;
}

function shared(group: string, one: string, other: string): Complaint {
  return {
    message: `lines of ${one} and of ${other} arrive in ${group}`,
    expected: 'a log group of its own for every service',
    mend: 'give one of the two services another name',
  };
}

function noGroup(group: string, service: string, known: readonly string[]): Complaint {
  return {
    message: `lines of ${service} are sent to ${group}, which no LogGroup makes`,
    expected: `one of ${known.join(', ') || 'the declared groups'}`,
    mend: 'declare the LogGroup; the collector makes none',
  };
}

function noContainer({ namespace, name }: Declared<WorkloadDeclaration>): Complaint {
  return {
    message: `no container of ${namespace}/${name} is called ${name}, so its lines stand in another file`,
    expected: 'a container named like its service',
    mend: 'name the container like the service',
  };
}

function unused(group: string): Complaint {
  return {
    path: '$.spec.name',
    message: `no line of any declared service arrives in ${group}`,
    expected: 'a service whose lines are kept there',
    mend: 'remove the group (it stays in CloudWatch until its events are gone), or declare the service',
  };
}

/** Lines of every declared service arrive in exactly one log group that exists, and every group has its service. */
export const logLinesArrive: Rule = {
  code,
  text: {
    en: {
      rule: 'Where logs are kept, the lines of every declared service arrive in exactly one log group, its own, which a LogGroup makes; no group is without a service.',
      reason:
        'Fluent Bit throws away what no output matches, and says nothing; what it sends to a group that is not there is given up after about half an hour. Nobody notices before somebody looks for a line.',
      example,
    },
    ko: {
      rule: '로그를 보관하는 곳에서는 선언된 모든 서비스의 줄이 LogGroup이 만드는 자기만의 로그 그룹 하나에 정확히 도착하며, 서비스 없는 그룹은 없다.',
      reason:
        'Fluent Bit는 어떤 출력에도 맞지 않는 줄을 말없이 버리고, 없는 그룹으로 보낸 줄은 30분쯤 뒤에 포기한다. 누군가 그 줄을 찾기 전까지 아무도 모른다.',
      example,
    },
  },
  check(model) {
    const { collections, unreadable } = collectionsOf(model, code);
    return [...unreadable, ...collections.flatMap(checked)];
  },
};
