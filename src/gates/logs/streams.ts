import type { Declared, PodEndpoint, WorkloadDeclaration } from '../../model';
import type { Complaint } from '../finding';
import { shown } from '../schema/json-path';
import type { Collection } from './collections';
import { hasContainer, noContainer } from './containers';
import { listOf, logFile, waysOf, type Plugin, type Way } from './pipeline';
import { keysBeside, LINE } from './readers';

type Service = Declared<WorkloadDeclaration>;

/** Settings that make labels of what stands in a record: as many streams as there are values. */
const MANY_STREAMS = ['label_keys', 'label_map_path'];

/** What keeps lines of a service from arriving in its own stream of Loki as they were written. */
export function* streamComplaints(collection: Collection, store: PodEndpoint): Iterable<Complaint> {
  for (const service of collection.services) {
    const { name, namespace } = service;
    const ways = waysOf(collection.pipeline, logFile({ namespace, pod: `${name}-0`, container: name }));
    const [way, ...others] = ways;
    if (way === undefined || others.length > 0) {
      yield notOnce(service, ways.length);
      continue;
    }
    yield* streamOf(service, way.output);
    yield* wayTo(collection, store, service, way.output);
    yield* asWritten(service, way);
    if (!hasContainer(collection, service)) yield noContainer(service);
  }
}

function notOnce({ name, namespace }: Service, outputs: number): Complaint {
  return {
    message: `lines of ${namespace}/${name} are taken by ${outputs} outputs`,
    expected: 'exactly one output for every declared service',
    mend:
      outputs === 0
        ? 'list `logs` behind the system of the service in the environment’s file'
        : 'match each output by the service’s own namespace and container',
  };
}

function* streamOf({ name, namespace }: Service, output: Plugin): Iterable<Complaint> {
  const expected = `namespace=${namespace}, service=${name}`;
  const labels = listOf(output.labels).sort().join(', ');
  const mend = 'label lines by the namespace and the name of their service alone';
  if (labels !== expected) {
    yield { message: `lines of ${namespace}/${name} have the labels ${shown(output.labels)}`, expected, mend };
  }
  for (const setting of [...MANY_STREAMS, ...(isOn(output.auto_kubernetes_labels) ? ['auto_kubernetes_labels'] : [])]) {
    if (output[setting] === undefined) continue;
    const message = `lines of ${namespace}/${name} have labels of what stands in them (${setting})`;
    yield { message, expected: `no labels but ${expected}`, mend };
  }
}

function* wayTo(
  { environment }: Collection,
  store: PodEndpoint,
  { name, namespace }: Service,
  { host, port }: Plugin,
): Iterable<Complaint> {
  const address = `${store.service}.${store.namespace}.svc.cluster.local:${store.port}`;
  const found = `${String(host)}:${String(port)}`;
  const isThere = environment.find('Service', store.namespace, store.service) !== undefined;
  if (found === address && isThere) return;
  yield {
    message: `lines of ${namespace}/${name} are sent to ${found}${isThere ? '' : ', where no Service is'}`,
    expected: `the store at ${address}`,
    mend: 'let the system `logs` write the output, which makes the store, too',
  };
}

function* asWritten({ name, namespace }: Service, { input, output }: Way): Iterable<Complaint> {
  const removed = listOf(output.remove_keys);
  const beside = keysBeside(input);
  const left = beside.filter(key => !removed.includes(key));
  const raw = output.drop_single_key === 'raw' && output.line_format === 'json';
  if (left.length === 0 && raw && !removed.includes(LINE)) return;
  yield {
    message: `lines of ${namespace}/${name} do not arrive as they were written`,
    expected: `the line alone: remove_keys ${beside.join(', ')}; line_format json; drop_single_key raw`,
    mend: 'let the system `logs` write the output',
  };
}

function isOn(value: unknown): boolean {
  return ['on', 'true', 'yes'].includes(String(value).toLowerCase());
}
