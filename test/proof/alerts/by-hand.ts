import type { Course } from './courses/course';
import { coursesOf } from './courses';
import type { Expected, TestFile, UnitTest } from './promtool';
import type { ShippedAlert } from './rules';

/** Alerts that fire where series are missing: for them, another namespace is as good as nothing. */
const ABSENCE = ['ObjectsUnseen', 'PublicAddressUnseen', 'TargetsMissing', 'VolumeUnseen'];

/** Alerts on objects of whichever namespace. */
const EVERYWHERE = [
  'ApplicationDegraded',
  'ApplicationOutOfSync',
  'ApplicationStuck',
  'ApplicationUnknown',
  'ArgoCdStopped',
  'CertificateNotReady',
  'CertificateNotRenewed',
  'CertificateRunningOut',
  'RolloutAborted',
  'RolloutPaused',
  'SecretNotSynced',
  'SecretStale',
];

/** How often Prometheus judges, unless a course takes days. */
const EVALUATION = '30s';

/** Tests of an alert as {@link coursesOf} tells them, each course once more in a namespace that is nobody's business. */
export function courseFiles(alert: ShippedAlert): readonly TestFile[] {
  const courses = coursesOf(alert.declared);
  const elsewhere = [...ABSENCE, ...EVERYWHERE].includes(alert.declared.name)
    ? []
    : courses.flatMap(inAnotherNamespace);
  const all = [...courses, ...elsewhere];
  const everyOf = ({ every }: Course): string => every ?? EVALUATION;
  return [...new Set(all.map(everyOf))].map(interval => ({
    interval,
    tests: all.filter(course => everyOf(course) === interval).map(course => courseTest(alert, course)),
  }));
}

function inAnotherNamespace({ series, firing, ...course }: Course): readonly Course[] {
  if (!firing || Object.keys(series).length === 0) return [];
  const moved = Object.entries(series).map(([text, values]) => [inNamespace(text, 'another'), values]);
  const name = `not elsewhere: ${course.name}`;
  return [{ ...course, name, series: Object.fromEntries(moved), silent: firing.minutes }];
}

/** The test of one course. */
export function courseTest(alert: ShippedAlert, { name, series, silent, firing }: Course): UnitTest {
  const { namespace, labels, expr } = alert.declared;
  const [free = '', all = ''] = [...expr.matchAll(/(\w+)\{/g)].map(([, metric]) => metric);
  const [, claims = ''] = /persistentvolumeclaim=~?"([^"]+)/.exec(expr) ?? [];
  const [claim = '', last = claim] = [claims.split('|')[0], claims.split('|').at(-1)];
  const own: Readonly<Record<string, string>> = {
    job: labels['service'] ?? '',
    claim,
    last,
    free,
    all,
    run: labels['job_name'] ?? '',
  };
  const ofAlert = (text: string): string => text.replaceAll(/\$(\w+)/g, (_, name: string) => own[name] ?? '');
  const shown = Object.keys(series).length > 0 ? series : { nothing: '1x5' };
  return {
    name,
    interval: '1m',
    input_series: Object.entries(shown).map(([text, values]) => ({
      series: inNamespace(ofAlert(text), namespace),
      values,
    })),
    alert_rule_test: [
      ...silent.map(minute => expected(alert, minute, [])),
      ...(firing?.minutes ?? []).map(minute => {
        const labelled = Object.entries(firing?.with ?? {}).map(([label, value]) => [label, ofAlert(value)]);
        return expected(alert, minute, [firingAlert(alert, Object.fromEntries(labelled), firing?.values?.[minute])]);
      }),
    ],
  };
}

function expected({ declared: { name } }: ShippedAlert, minute: number, alerts: Expected['exp_alerts']): Expected {
  return { eval_time: `${minute * 60}s`, alertname: name, exp_alerts: alerts };
}

function firingAlert(
  { declared, rule }: ShippedAlert,
  own: Readonly<Record<string, string>>,
  value?: string,
): Expected['exp_alerts'][number] {
  // What has no series has no namespace.
  const namespace: Record<string, string> = declared.expr.includes('{') ? { namespace: declared.namespace } : {};
  const labels: Record<string, string> = { ...namespace, ...own, ...declared.labels };
  return { exp_labels: labels, exp_annotations: filled(rule.annotations ?? {}, labels, value) };
}

function inNamespace(series: string, namespace: string): string {
  if (series.includes('namespace=')) return series;
  const [name = '', labels = '}'] = series.split('{');
  return `${name}{namespace="${namespace}"${labels === '}' ? '' : ','}${labels}`;
}

function filled(
  annotations: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
  value = '',
): Record<string, string> {
  const fill = (text: string): string =>
    text
      .replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? '')
      .replaceAll(/\{\{ \$value \| (?:humanize(?:Percentage|Duration|Timestamp)?|printf "%\.0f") \}\}/g, value);
  return Object.fromEntries(Object.entries(annotations).map(([key, text]) => [key, fill(text)]));
}
