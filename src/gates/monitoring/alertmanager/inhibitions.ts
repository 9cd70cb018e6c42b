import { recordsIn, textsIn, type Step } from '../../schema/json-path';
import type { SentAlert } from './alerts';
import { fits } from './matchers';

/** Alerts that the matchers of one side let in. */
export interface Side {
  /** Way to the matchers from the configuration. */
  readonly steps: readonly Step[];
  readonly matchers: readonly string[];
  /** Those that may fit: of some labels nobody knows. */
  readonly may: readonly SentAlert[];
  /** Those that fit, whatever their series bring. */
  readonly sure: readonly SentAlert[];
}

/** An inhibition of Alertmanager, with the alerts between which it stands. */
export interface Inhibition {
  /** Way to it from the configuration. */
  readonly steps: readonly Step[];
  readonly source: Side;
  readonly target: Side;
  readonly equal: readonly string[];
  /** Names of its other fields. */
  readonly others: readonly string[];
}

const SOURCE = 'source_matchers';
const TARGET = 'target_matchers';
const EQUAL = 'equal';

/** Fields that are read here. */
export const FIELDS: readonly string[] = [SOURCE, TARGET, EQUAL];

/** The inhibitions of a configuration, among the alerts of its environment. */
export function inhibitionsIn(
  content: Readonly<Record<string, unknown>>,
  alerts: readonly SentAlert[],
): readonly Inhibition[] {
  return recordsIn(content.inhibit_rules).map(([index, rule]) => {
    const steps = ['inhibit_rules', index];
    const side = (field: string): Side => ({
      steps: [...steps, field],
      matchers: textsIn(rule[field]),
      may: alerts.filter(({ labels }) => fits(textsIn(rule[field]), labels) !== 'no'),
      sure: alerts.filter(({ labels }) => fits(textsIn(rule[field]), labels) === 'yes'),
    });
    return {
      steps,
      source: side(SOURCE),
      target: side(TARGET),
      equal: textsIn(rule[EQUAL]),
      others: Object.keys(rule).filter(field => !FIELDS.includes(field)),
    };
  });
}

/** Names of alerts as a message lists them, each once. */
export function namesOf(alerts: readonly SentAlert[]): readonly string[] {
  return [...new Set(alerts.map(({ name }) => name))];
}
