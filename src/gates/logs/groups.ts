import type { Declared, Finding, Manifest, WorkloadDeclaration } from '../../model';
import { findingFor, type Complaint } from '../finding';
import { jsonPath, shown, valueAt } from '../schema/json-path';
import type { Collection } from './collections';
import { hasContainer, noContainer } from './containers';
import { logFile, waysOf, type Plugin } from './pipeline';
import { LINE } from './readers';

type Service = Declared<WorkloadDeclaration>;

/** Settings by which lines go where the rules cannot follow: to another group than `log_group_name` says, or another account. */
const ELSEWHERE = ['endpoint', 'log_group_template', 'profile', 'role_arn'];

/** What an output may say that its lines are; it has CloudWatch read metrics out of them. */
const FORMAT = 'json/emf';

/** What keeps lines of services from arriving in log groups of their own, whose names begin with a prefix, as they were written. */
export function groupFindings(collection: Collection, code: string, prefix: string): Finding[] {
  const { configMap, steps, services } = collection;
  const groups = groupsIn(collection);
  const owners = new Map<string, string>();
  const findings: Finding[] = [];
  for (const service of services) {
    const found = [...complaintsAbout(collection, service, { groups, owners })];
    findings.push(...found.map(each => findingFor(configMap, code, { path: jsonPath(steps), ...each })));
  }
  for (const [name, manifest] of groups) {
    if (!name.startsWith(`${prefix}/`) || owners.has(name)) continue;
    findings.push(findingFor(manifest, code, unused(name)));
  }
  return findings;
}

/** Names of the environment's log groups, with their objects. */
function groupsIn({ environment }: Collection): ReadonlyMap<string, Manifest> {
  const all = environment.all('cloudwatchlogs.services.k8s.aws/LogGroup');
  return new Map(all.map(manifest => [String(valueAt(manifest.object, ['spec', 'name'])), manifest]));
}

/** The groups of an environment, and whose lines are known to arrive in them so far. */
interface Known {
  readonly groups: ReadonlyMap<string, Manifest>;
  readonly owners: Map<string, string>;
}

function* complaintsAbout(collection: Collection, service: Service, { groups, owners }: Known): Iterable<Complaint> {
  const { name, namespace } = service;
  const whose = `${namespace}/${name}`;
  const ways = waysOf(collection.pipeline, logFile({ namespace, pod: `${name}-0`, container: name }));
  const reached = ways.map(({ output }) => String(output.log_group_name));
  const [way, ...others] = ways;
  const [group] = reached;
  if (way === undefined || group === undefined || others.length > 0) {
    yield notOnce(whose, reached);
    return;
  }
  const owner = owners.get(group);
  owners.set(group, whose);
  if (owner !== undefined) yield shared(group, owner, whose);
  const made = groups.get(group);
  if (made === undefined) yield noGroup(group, whose, [...groups.keys()]);
  else yield* regionOf(collection, made, whose, way.output);
  yield* asSaid(whose, group, way.output);
  yield* asWritten(whose, way.output);
  if (!hasContainer(collection, service)) yield noContainer(service);
}

function notOnce(whose: string, groups: readonly string[]): Complaint {
  return {
    message: `lines of ${whose} arrive in ${groups.join(' and ') || 'no log group'}`,
    expected: 'exactly one log group for every declared service',
    mend:
      groups.length === 0
        ? 'list `logs` behind the system of the service in the environment’s file'
        : 'match each output by the service’s own namespace and container',
  };
}

/** The group stands where its controller is told to make it. */
function* regionOf(
  { environment }: Collection,
  made: Manifest,
  whose: string,
  { region }: Plugin,
): Iterable<Complaint> {
  const cloud = environment.facts?.cluster.cloud;
  const own = cloud?.type === 'aws' ? cloud.region : undefined;
  const expected = made.object.metadata.annotations?.['services.k8s.aws/region'] ?? own;
  if (expected === undefined || region === expected) return;
  yield {
    message: `lines of ${whose} are sent to the region ${shown(region)}`,
    expected: `${expected}, where LogGroup ${made.object.metadata.name} is made`,
    mend: 'let the system `logs` write the output, which knows the place',
  };
}

/** The group that an output names is the one that it sends to, and the output starts. */
function* asSaid(whose: string, group: string, output: Plugin): Iterable<Complaint> {
  const mend = 'let the system `logs` write the output';
  for (const setting of ELSEWHERE.filter(each => output[each] !== undefined)) {
    const message = `lines of ${whose} may go elsewhere than to ${group}, by ${setting}`;
    yield { message, expected: 'log_group_name alone, in the account of the collector’s role', mend };
  }
  const streams = ['log_stream_name', 'log_stream_prefix'].filter(each => output[each] !== undefined);
  if (streams.length === 1) return;
  const found = streams.join(' and ') || 'neither log_stream_name nor log_stream_prefix';
  const message = `the output for lines of ${whose} has ${found}, with which Fluent Bit does not start`;
  yield { message, expected: 'exactly one of log_stream_name and log_stream_prefix', mend };
}

/**
 * Without a key, all that was read is sent as JSON; with one that nothing has, nothing is sent. Fluent Bit 5 compares no more letters
 * than the key of the record has, so that it takes `logg` for `log` (plugins/out_cloudwatch_logs/cloudwatch_api.c): nobody promises that.
 */
function* asWritten(whose: string, { log_key: key, log_format: format }: Plugin): Iterable<Complaint> {
  const mend = 'let the system `logs` write the output';
  if (key !== LINE) {
    const sent = key === undefined ? 'with all that the reader puts beside them' : `by the key ${shown(key)}`;
    const message = `lines of ${whose} are sent ${sent}`;
    yield { message, expected: `log_key: ${LINE}, under which the reader has the program’s own line`, mend };
  }
  if (format === undefined || format === FORMAT) return;
  const message = `lines of ${whose} are sent in the format ${shown(format)}`;
  yield { message, expected: `${FORMAT}, the one that is documented, or none`, mend };
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
