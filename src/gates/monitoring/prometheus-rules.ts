import type { Manifest, Model } from '../../model';
import { once } from '../pod/once';
import { isRecord, recordsIn, valueAt, type Step } from '../schema/json-path';
import { yamlObject } from './files/file-server';
import { readPromql, type Read } from './promql';

type Fields = Readonly<Record<string, unknown>>;

/** One rule of a PrometheusRule, or of a file. */
export interface RuleAt {
  readonly manifest: Manifest;
  readonly steps: readonly Step[];
  readonly rule: Fields;
  readonly expr: string;
  readonly read: Read;
}

/** Whether an object is of one of prometheus-operator's kinds. */
export function isMonitoring({ tree, object }: Manifest, kind: string): boolean {
  return tree === 'dist' && object.kind === kind && object.apiVersion.startsWith('monitoring.coreos.com/');
}

/** Groups of rules that stand together: in a PrometheusRule, or in a file of a ConfigMap. */
export interface RulesAt {
  readonly manifest: Manifest;
  /** Namespace and name that they were declared with, as `namespace-name`. */
  readonly name: string;
  /** Way to the groups; through the file's text, where they stand in one. */
  readonly steps: readonly Step[];
  readonly groups: unknown;
}

/** Label of the ConfigMaps whose files are rules. */
const FILES = ['metadata', 'labels', 'garam.dev/content'];

/** Whether an object is a ConfigMap whose files are rules of Prometheus. */
export function holdsRules({ tree, object }: Manifest): boolean {
  return tree === 'dist' && object.kind === 'ConfigMap' && valueAt(object, FILES) === 'prometheus-rules';
}

/** The groups of rules of an object, whichever shape they have: none of any other object. */
export const rulesInObject = once((manifest: Manifest): readonly RulesAt[] => {
  const { object } = manifest;
  const { name, namespace } = object.metadata;
  if (isMonitoring(manifest, 'PrometheusRule')) {
    const steps = ['spec', 'groups'];
    return [{ manifest, name: `${namespace}-${name}`, steps, groups: valueAt(object, steps) }];
  }
  const data = holdsRules(manifest) ? valueAt(object, ['data']) : undefined;
  return Object.entries(isRecord(data) ? data : {}).map(([file, text]) => ({
    manifest,
    name: file.replace(/\.yaml$/, ''),
    steps: ['data', file, 'groups'],
    groups: yamlObject(text)?.groups,
  }));
});

/** The rules of groups, read once for as long as their object is the same. */
const rulesIn = once(({ manifest, steps, groups }: RulesAt): readonly RuleAt[] =>
  recordsIn(groups).flatMap(([group, { rules }]) =>
    recordsIn(rules).map(([index, rule]) => {
      const expr = String(rule.expr);
      return { manifest, steps: [...steps, group, 'rules', index], rule, expr, read: readPromql(expr) };
    }),
  ),
);

/** Every rule of a model, of PrometheusRules and of files. */
export const rulesOf = once((model: Model): readonly RuleAt[] =>
  model.manifests.flatMap(rulesInObject).flatMap(rulesIn),
);

/** A text of a rule's labels or annotations. */
export function textOf({ rule }: RuleAt, part: 'labels' | 'annotations', name: string): string {
  const texts = rule[part];
  const value = isRecord(texts) ? texts[name] : undefined;
  return typeof value === 'string' ? value : '';
}
