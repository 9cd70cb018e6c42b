import type { Declared, Finding, Manifest, Rule, WorkloadDeclaration } from '../../model';
import { findingFor, type Complaint } from '../finding';
import { jsonPath, valueAt } from '../schema/json-path';
import { collectionsOf, type Collection } from './collections';
import { hasContainer, noContainer } from './containers';
import { groupsReached, logFile } from './pipeline';
import { streamComplaints } from './streams';

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

/** A collection that sends to CloudWatch, whose groups begin with a prefix. */
function checkedGroups(collection: Collection, prefix: string): Finding[] {
  const { configMap, steps, services } = collection;
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
    if (!name.startsWith(`${prefix}/`) || owners.has(name)) continue;
    findings.push(findingFor(manifest, code, unused(name)));
  }
  return findings;
}

function checked(collection: Collection): Finding[] {
  const { configMap, steps, declared } = collection;
  switch (declared.to.type) {
    case 'cloudwatch':
      return checkedGroups(collection, declared.to.prefix);
    case 'loki':
      return Array.from(streamComplaints(collection, declared.to.store), complaint =>
        findingFor(configMap, code, { path: jsonPath(steps), ...complaint }),
      );
  }
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

function unused(group: string): Complaint {
  return {
    path: '$.spec.name',
    message: `no line of any declared service arrives in ${group}`,
    expected: 'a service whose lines are kept there',
    mend: 'remove the group (it stays in CloudWatch until its events are gone), or declare the service',
  };
}

/** Lines of every declared service arrive in exactly one log group or stream that exists, and every group has its service. */
export const logLinesArrive: Rule = {
  code,
  text: {
    en: {
      rule: 'Where logs are kept, the lines of every declared service arrive in exactly one log group, its own, which a LogGroup makes, or in exactly one stream of the cluster’s Loki, as the program wrote them; no group is without a service.',
      reason:
        'Fluent Bit throws away what no output matches, and says nothing; what it sends to a group or a store that is not there is given up after about half an hour. In Loki each further label makes further streams, and many streams fill its memory. Nobody notices before somebody looks for a line.',
      example,
    },
    ko: {
      rule: '로그를 보관하는 곳에서는 선언된 모든 서비스의 줄이 LogGroup이 만드는 자기만의 로그 그룹 하나에, 또는 클러스터 안 Loki의 자기만의 스트림 하나에 프로그램이 쓴 그대로 정확히 도착하며, 서비스 없는 그룹은 없다.',
      reason:
        'Fluent Bit는 어떤 출력에도 맞지 않는 줄을 말없이 버리고, 없는 그룹이나 저장소로 보낸 줄은 30분쯤 뒤에 포기한다. Loki에서는 레이블이 하나 늘 때마다 스트림이 늘고, 스트림이 많으면 메모리가 찬다. 누군가 그 줄을 찾기 전까지 아무도 모른다.',
      example,
    },
  },
  check(model) {
    const { collections, unreadable } = collectionsOf(model, code);
    return [...unreadable, ...collections.flatMap(checked)];
  },
};
