import type { Manifest } from '../../../model';
import { namespaceOf, podTemplatesOf } from '../../pod/pod-template';
import { modelRule } from '../../pod/rule-forms';
import { recordsIn, valueAt } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { dashboardsOf } from './dashboards';

const example =
  'volumes: [{ name: dashboards, projected: { sources: [{ configMap: { name: dashboard-learn-shop } }] } }] # in the pods of Grafana';
const text: RuleTexts = {
  en: {
    rule: 'Pods of the same namespace mount every ConfigMap that holds a dashboard.',
    reason: 'What no Grafana mounts is accepted by the API server and shown to nobody.',
    example,
  },
  ko: {
    rule: '대시보드를 담은 모든 ConfigMap을 같은 네임스페이스의 파드가 마운트한다.',
    reason: '어떤 Grafana도 마운트하지 않은 것은 API 서버는 받아 주지만 아무에게도 보이지 않는다.',
    example,
  },
};

/** A dashboard lies where Grafana reads. */
export const dashboardShown = modelRule('dashboard-shown', text, function* (model) {
  const dashboards = dashboardsOf(model);
  if (dashboards.length === 0) return;
  const mounted = new Set(model.manifests.filter(({ tree }) => tree === 'dist').flatMap(mountedBy));
  for (const manifest of new Set(dashboards.map(each => each.manifest))) {
    const { name } = manifest.object.metadata;
    if (mounted.has(keyOf(manifest, name))) continue;
    yield [
      manifest,
      {
        steps: ['metadata', 'name'],
        message: `found "${name}", which no pod of namespace ${namespaceOf(manifest)} mounts`,
        expected: 'a name among the dashboards of Grafana',
        mend: 'give its name to Grafana with the others',
      },
    ];
  }
});

function mountedBy(manifest: Manifest): readonly string[] {
  return podTemplatesOf(manifest).flatMap(({ pod }) =>
    recordsIn(valueAt(pod.spec, ['volumes'])).flatMap(([, volume]) =>
      [volume, ...recordsIn(valueAt(volume, ['projected', 'sources'])).map(([, source]) => source)].flatMap(source => {
        const name = valueAt(source, ['configMap', 'name']);
        return typeof name === 'string' ? [keyOf(manifest, name)] : [];
      }),
    ),
  );
}

function keyOf(manifest: Manifest, name: string): string {
  return `${manifest.environment} ${namespaceOf(manifest)} ${name}`;
}
