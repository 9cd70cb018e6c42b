import { createHash } from 'node:crypto';
import type { Expected, TestFile, UnitTest } from './promtool';
import type { Group, Rule } from './rules';
import { filledIn } from './sentences';

/** Rules, and the tests that judge them. */
export interface Judged {
  readonly groups: readonly Group[];
  readonly files: readonly TestFile[];
}

/** Labels whose values say more to Prometheus than that they are the same or another. */
const SPEAKING = new Set(['__name__', 'alertname', 'alertstate', 'le', 'quantile']);

/** A name: nothing that could be a number. */
const NAME = /^[A-Za-z][\w-]*$/;

/** A matcher of a selector, or a label of a series. */
const MATCHER = /(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g;

type Labels = Readonly<Record<string, string>>;

/**
 * What promtool is given, but for names: of two of one form, each is the other with its names exchanged, one for one.
 * Prometheus asks of a name whether it is another one and nothing else, so that promtool says the same of both. Figures,
 * operators, metrics, labels, durations and times stay as they are; of a sentence there is what is filled in.
 */
export function formOf(judged: Judged): string {
  return formsOf(judged)(judged.groups);
}

/** The forms of rules that are judged by the same tests, as mutants of an alert are by its own. */
export function formsOf({ groups, files }: Judged): (changed: readonly Group[]) => string {
  const values = unnamed({ groups, files });
  const names = new Names(values);
  const tests = JSON.stringify(files.map(file => new Writer(names).file(file, groups)));
  return changed => {
    const written = new Writer(new Names(values, names));
    return digest(tests, JSON.stringify(changed.map(group => written.group(group))));
  };
}

/** Short enough to keep one of each mutant. */
function digest(...texts: readonly string[]): string {
  return texts.reduce((hash, text) => hash.update(text), createHash('sha256')).digest('base64');
}

/** Values that are more than names, since a pattern or a label's meaning reads their letters; of a function's text, all. */
function unnamed({ groups, files }: Judged): ReadonlySet<string> | 'all' {
  const rules = groups.flatMap(group => group.rules);
  const tests = files.flatMap(file => file.tests);
  const asked = tests.flatMap(test => test.promql_expr_test ?? []);
  const exprs = [...rules, ...asked].map(({ expr }) => expr);
  if (exprs.some(expr => /["'`]/.test(expr.replaceAll(MATCHER, '')))) return 'all';
  const shown = tests.flatMap(test => test.input_series.map(({ series }) => series));
  const matchers = [...exprs, ...shown].flatMap(text => [...text.matchAll(MATCHER)].map(([, ...parts]) => parts));
  const patterns = matchers.filter(([, how, value]) => isPattern(how, value)).map(([label]) => label);
  const alerts = tests.flatMap(test => test.alert_rule_test.flatMap(look => look.exp_alerts));
  const labels = [...rules.map(rule => rule.labels ?? {}), ...alerts.map(alert => alert.exp_labels)];
  const values = [
    ...matchers.map(([label = '', , value = '']) => [label, value] as const),
    ...labels.flatMap(each => Object.entries(each)),
  ];
  const read = new Set([...SPEAKING, ...patterns]);
  return new Set(values.filter(([label]) => read.has(label)).flatMap(([, value]) => value.split('|')));
}

/** Whether a matcher looks at the letters of a value; a list of names does not. */
function isPattern(how: string | undefined, value = ''): boolean {
  return (how === '=~' || how === '!~') && !value.split('|').every(each => NAME.test(each));
}

/** Numbers of names, in the order in which they come. */
class Names {
  private readonly numbers: Map<string, string>;

  constructor(
    private readonly unnamed: ReadonlySet<string> | 'all',
    known?: Names,
  ) {
    this.numbers = new Map(known?.numbers);
  }

  of(name: string): string {
    if (!NAME.test(name) || this.unnamed === 'all' || this.unnamed.has(name)) return name;
    const number = this.numbers.get(name) ?? `\0${this.numbers.size}`;
    this.numbers.set(name, number);
    return number;
  }
}

/** Writes what promtool is given, with numbers for names. */
class Writer {
  constructor(private readonly names: Names) {}

  file({ interval, tests }: TestFile, groups: readonly Group[]): unknown {
    return [interval, tests.map(test => this.test(test, groups))];
  }

  group({ name: _, rules, ...group }: Group): unknown {
    return [group, rules.map(rule => this.rule(rule))];
  }

  private rule({ expr, labels, annotations = {}, ...rule }: Rule): unknown {
    return [rule, this.text(expr), this.labels(labels), Object.keys(annotations)];
  }

  private test({ name: _, ...test }: UnitTest, groups: readonly Group[]): unknown {
    const { input_series: series, alert_rule_test: looks, promql_expr_test: asked = [], ...times } = test;
    return [
      times,
      series.map(each => [this.text(each.series), each.values]),
      looks.map(look => this.look(look, groups)),
      asked.map(({ expr, exp_samples: samples, ...each }) => [
        each,
        this.text(expr),
        samples.map(({ labels, value }) => [this.text(labels), value]),
      ]),
    ];
  }

  private look({ exp_alerts: alerts, ...look }: Expected, groups: readonly Group[]): unknown {
    const rule = groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === look.alertname);
    return [look, alerts.map(each => [this.labels(each.exp_labels), this.sentences(each.exp_annotations, rule)])];
  }

  private sentences(expected: Labels, rule: Rule | undefined): unknown {
    return Object.entries(expected).map(([key, text]) => {
      const template = rule?.annotations?.[key];
      const filled = template === undefined ? undefined : filledIn(template, text);
      return [key, filled?.map(([hole, part]) => [hole, this.filled(hole, part)]) ?? { template, text }];
    });
  }

  /** A label that is filled in is a name as the label is. */
  private filled(hole: string, part: string): string {
    return /^\{\{ \$labels\.\w+ \}\}$/.test(hole) ? this.value(part) : part;
  }

  private labels(labels: Labels = {}): unknown {
    return Object.entries(labels).map(([label, value]) => [label, this.value(value)]);
  }

  /** An expression or a series. */
  private text(text: string): string {
    return text.replaceAll(MATCHER, (matcher, label: string, how: string, value: string) =>
      isPattern(how, value) ? matcher : `${label}${how}"${this.value(value)}"`,
    );
  }

  private value(value: string): string {
    const names = value.split('|');
    return names.map(each => this.names.of(each)).join('|');
  }
}
