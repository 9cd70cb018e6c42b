import type { Manifest } from '../../model';
import { environmentRule } from '../reference/reference-rule';
import { accepted, requirementsOf } from '../reference/label-selector';
import { isRecord, shown, valueAt } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { isMonitoring } from './prometheus-rules';

const example =
  'kind: PrometheusRule\nmetadata: { labels: { app.kubernetes.io/managed-by: garam } } # what ruleSelector selects';
const text: RuleTexts = {
  en: {
    rule: 'A Prometheus of the environment selects every monitor and every PrometheusRule of it.',
    reason: 'What no selector selects is accepted by the API server and read by nobody: alerts that do not exist.',
    example,
  },
  ko: {
    rule: '환경의 Prometheus가 그 환경의 모든 모니터와 모든 PrometheusRule을 고른다.',
    reason: '어떤 셀렉터도 고르지 않은 것은 API 서버는 받아 주지만 아무도 읽지 않는다. 없는 알림이나 마찬가지다.',
    example,
  },
};

/** Fields of a Prometheus that select a kind: by label, and by the labels of its namespace. */
const SELECTORS: Readonly<Record<string, string>> = {
  PodMonitor: 'podMonitor',
  ServiceMonitor: 'serviceMonitor',
  Probe: 'probe',
  ScrapeConfig: 'scrapeConfig',
  PrometheusRule: 'rule',
};

/** What is made for Prometheus is read by it. */
export const ruleIsRead = environmentRule('rule-is-read', text, function* (environment) {
  const servers = environment.manifests.filter(each => isMonitoring(each, 'Prometheus'));
  for (const manifest of environment.manifests) {
    const field = SELECTORS[manifest.object.kind];
    if (field === undefined || !isMonitoring(manifest, manifest.object.kind)) continue;
    if (servers.some(server => reads(server, manifest, field))) continue;
    const { labels } = manifest.object.metadata;
    yield [
      manifest,
      {
        steps: ['metadata', 'labels'],
        message:
          servers.length === 0
            ? 'the environment has no Prometheus that would read it'
            : `found ${shown(labels)}, which ${field}Selector of no Prometheus selects`,
        expected: `labels that ${field}Selector selects, in a namespace that ${field}NamespaceSelector selects`,
        mend: 'create it in a layer of a system, and list the system monitoring in the environment',
      },
    ];
  }
});

/** A selector that is not there selects nothing; an empty one selects all; no namespace selector means the own one. */
function reads(server: Manifest, { object }: Manifest, field: string): boolean {
  const selector = valueAt(server.object, ['spec', `${field}Selector`]);
  const namespaces = valueAt(server.object, ['spec', `${field}NamespaceSelector`]);
  const sameNamespace = object.metadata.namespace === server.object.metadata.namespace;
  const inReach = namespaces === undefined ? sameNamespace : isRecord(namespaces) && everywhere(namespaces);
  return inReach && isRecord(selector) && accepted(requirementsOf(selector), object.metadata.labels ?? {});
}

/** Whether a namespace selector leaves nobody out; labels of namespaces are not looked at. */
function everywhere(selector: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(selector).length === 0;
}
