import { parse } from 'yaml';
import type { Manifest } from '../../../model';
import type { EnvironmentObjects } from '../../reference/environment-objects';
import { podsOf } from '../../reference/pods';
import { environmentRule, unknownName } from '../../reference/reference-rule';
import { isRecord, recordsIn, shown, valueAt } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import { probesOf } from './probes';

const example =
  'kind: Probe\nspec:\n  prober: { url: blackbox-exporter.monitoring.svc.cluster.local:9115 }\n  module: http_200 # a module of the file that the pods behind that Service read';
const text: RuleTexts = {
  en: {
    rule: 'A Probe asks a Service of its environment at one of its ports, and names a module that the pods behind it have in their configuration.',
    reason:
      'The exporter answers 400 to a module that it does not know: Prometheus then has no result, and an address that nobody looks at seems well.',
    example,
  },
  ko: {
    rule: 'Probe는 환경에 있는 Service에 그 포트로 묻고, 그 뒤의 파드가 설정에 갖고 있는 모듈을 적는다.',
    reason:
      'exporter는 모르는 모듈에 400으로 답한다. 그러면 Prometheus에는 결과가 없고, 아무도 살펴보지 않는 주소가 멀쩡해 보인다.',
    example,
  },
};

/** A Probe is understood by whom it asks. */
export const probeModuleKnown = environmentRule('probe-module-known', text, function* (environment) {
  for (const probe of probesOf(environment)) {
    for (const complaint of complaintsOf(probe, environment)) yield [probe, complaint];
  }
});

function* complaintsOf({ object }: Manifest, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const steps = ['spec', 'prober', 'url'];
  const url = valueAt(object, steps);
  const [, name, namespace = '', port] = /^([\w-]+)\.([\w-]+)\.svc(?:\.[\w.]+)?:(\d+)$/.exec(String(url)) ?? [];
  const service = environment.find('Service', namespace, name);
  if (service === undefined) {
    const where = `namespace ${namespace || '(none)'}`;
    yield unknownName({
      steps,
      what: 'Service',
      name: name ?? url,
      where,
      known: environment.names('Service', namespace),
    });
    return;
  }
  const ports = recordsIn(valueAt(service.object, ['spec', 'ports'])).map(([, each]) => String(each.port));
  if (!ports.includes(String(port))) {
    yield {
      steps,
      message: `found ${shown(url)}, but Service ${name} has no port ${port}`,
      expected: `one of ${ports.join(', ')}`,
      mend: 'name a port of the Service',
    };
  }
  const known = modulesBehind(service, namespace, environment);
  const module = valueAt(object, ['spec', 'module']);
  if (known.includes(String(module))) return;
  const where = `the configuration behind Service ${name}`;
  yield unknownName({ steps: ['spec', 'module'], what: 'module', name: module, where, known });
}

/** Modules in the ConfigMaps that the pods behind a Service have as files. */
function modulesBehind(service: Manifest, namespace: string, environment: EnvironmentObjects): readonly string[] {
  const selector = { matchLabels: valueAt(service.object, ['spec', 'selector']) };
  const names = [...podsOf(environment).selected(namespace, selector)].flatMap(({ pod }) =>
    recordsIn(pod.spec.volumes).map(([, volume]) => valueAt(volume, ['configMap', 'name'])),
  );
  return names.flatMap(name => {
    const data = valueAt(environment.find('ConfigMap', namespace, name)?.object, ['data']);
    return isRecord(data) ? Object.values(data).flatMap(modulesIn) : [];
  });
}

function modulesIn(text: unknown): readonly string[] {
  const modules = valueAt(parse(String(text)), ['modules']);
  return isRecord(modules) ? Object.keys(modules) : [];
}
