import { parser } from '@prometheus-io/lezer-promql';
import type { UnitTest } from '../promtool';

/** A selector of recorded series. */
interface Selector {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** For each label that an alert selects recordings by: series that have another value of it, far above every threshold. */
export function foreignSeries(
  expr: string,
  steps: number,
): readonly { readonly label: string; readonly series: UnitTest['input_series'] }[] {
  const selectors = selectorsOf(expr).filter(({ name }) => name.includes(':'));
  const labels = [...new Set(selectors.flatMap(each => Object.keys(each.labels)))];
  return labels.map(label => ({
    label,
    series: selectors.map(selector => ({ series: written(selector, label), values: `1000000x${steps}` })),
  }));
}

function written({ name, labels }: Selector, another: string): string {
  return `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${label === another ? 'another' : value}"`)
    .join(',')}}`;
}

function selectorsOf(expr: string): readonly Selector[] {
  const found: Selector[] = [];
  parser.parse(expr).iterate({
    enter({ name, from, to }) {
      if (name !== 'VectorSelector') return;
      const text = expr.slice(from, to);
      const labels = [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value]);
      found.push({ name: text.split('{')[0] ?? text, labels: Object.fromEntries(labels) });
    },
  });
  return found;
}

/** Names of the recorded shares over some windows. */
export function recordingsOf(windows: readonly string[]): readonly string[] {
  return windows.map(window => `slo:bad_requests:ratio_rate${window}`);
}
