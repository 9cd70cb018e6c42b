import type { Kind } from './expression-mutants';
import type { Mutant } from './mutants';
import { seconds } from '../shares/share-case';

/** Mutants that no series can tell from the original, and why. */
export interface Equivalence {
  readonly why: string;
  /** What they change. */
  readonly kinds: readonly Kind[];
  /** Part of all mutants that they may be: a reason that swallows more has become an excuse. */
  readonly most: number;
  /** Whether it holds for a mutant of one of the kinds. */
  holds(mutant: Mutant): boolean;
}

export const EQUIVALENCES: readonly Equivalence[] = [
  {
    why: 'the other selectors, joined by all labels or by this one, still name the label',
    kinds: ['matcher'],
    most: 0.06,
    holds: ({ was, now, everywhere, original: { alert, expr } }) =>
      now === '' &&
      !everywhere &&
      alert !== undefined &&
      isJoinedBy(was.split('=')[0] ?? '', expr) &&
      isTwiceIn(expr, was),
  },
  {
    why: 'every selector names this label, so that grouping or joining by it parts nothing',
    kinds: ['grouping'],
    most: 0.02,
    holds: ({ was, original, changed: { alert, expr, labels = {} } }) => {
      // Two sides that are grouped by different labels find nothing of each other; one within the other need not.
      if (original.expr.split(' by (').length > 2 && !GROUPED_TWICE.test(original.expr)) return false;
      const [label, selectors] = [was.trim(), expr.match(/\{[^}]*\}/g) ?? []];
      const named = new Set(selectors.map(each => new RegExp(`[{,]${label}="([^"]*)"`).exec(each)?.[1]));
      // Without a label of its own the alert would have lost it.
      return alert !== undefined && label in labels && named.size === 1 && !named.has(undefined);
    },
  },
  {
    why: 'the series that it reads carry the same label already',
    kinds: ['label'],
    most: 0.03,
    holds: ({ was, now, original: { alert, expr } }) => {
      const [label = '', value] = was.split('=');
      const kept =
        expr.startsWith('slo:') ||
        /^(?:absent\()?(?:probe_success|kubelet_volume_stats_\w+)\{/.test(expr) ||
        expr.startsWith('up{') ||
        new RegExp(`^(?:max|min|sum) by \\([^)]*\\b${label}\\b`).test(expr);
      const [first = ''] = /\{[^}]*\}/.exec(expr) ?? [];
      return now === '' && alert !== undefined && kept && new RegExp(`[{,]${label}="${value}"`).test(first);
    },
  },
  {
    why: 'what was there before is compared by all labels, this one among them',
    kinds: ['matcher'],
    most: 0.005,
    // More of it, of which the left side has nothing: without the matcher, or with one that leaves less out.
    holds: mutant =>
      (mutant.now === '' || mutant.was.includes('!~')) && !mutant.everywhere && sameBut(mutant, / unless \w+\{.*?\}/g),
  },
  {
    why: 'the newest sample is the newest of every window that it lies in, and the lowest beside it has the old window',
    kinds: ['window'],
    most: 0.005,
    holds: mutant => sameBut(mutant, /last_over_time\([^\]]*\](?=\) - min_over_time)/),
  },
  {
    why: 'a share of no requests is not a number, and above nothing',
    kinds: ['comparison', 'threshold'],
    most: 0.005,
    holds: mutant => isOneWindow(mutant) && mutant.now !== '1' && sameBut(mutant, /\]\)\) >=? (0|-1)\)/),
  },
  {
    why: 'fewer than one request in a second are fewer than are judged at all',
    kinds: ['threshold'],
    most: 0.005,
    holds: mutant =>
      isOneWindow(mutant) && mutant.now === '1' && leastRate(mutant) > 1 && sameBut(mutant, /\]\)\) > [01]\)/),
  },
  {
    why: 'without a failure there is a share of 0 or none, and neither is above the threshold',
    kinds: ['and/or'],
    most: 0.005,
    holds: mutant => isOneWindow(mutant) && sameBut(mutant, / (or|and) vector\(0\)/),
  },
  {
    why: 'counters never go back, so that the sum of what they grew by is 0 exactly when the largest is',
    kinds: ['aggregation'],
    most: 0.001,
    holds: mutant => / \(increase\([^()]*\)\) == 0$/.test(mutant.original.expr) && sameBut(mutant, /^(sum|max) by/),
  },
];

/** Groups of groups, compared with a figure. */
const GROUPED_TWICE = /^\w+ by \([^)]*\) \(\w+ by \([^)]*\) \([^()]*\)[^()]*\) [<>]=? [\d.]+$/;

/** Why nothing can tell a mutant from the original; `undefined` when something can. */
export function equivalent(mutant: Mutant): Equivalence | undefined {
  return EQUIVALENCES.find(each => each.kinds.includes(mutant.kind) && each.holds(mutant));
}

/** Whether the sides of an expression belong together by a label: `and`, `-` and `/` without more do so by all, `on` by its own. */
function isJoinedBy(label: string, expr: string): boolean {
  const joints = [
    ...expr.matchAll(
      / (?:and|-|\/) (?:on \(([^)]*)\) |ignoring \(cpu\) \()?(?=slo:|min_over_time|last_over_time|container_|kubelet_|mysql_|node_)/g,
    ),
  ];
  return joints.length > 0 && joints.some(([, on]) => on === undefined || on.split(/,\s*/).includes(label));
}

function isTwiceIn(expr: string, matcher: string): boolean {
  return expr.split(matcher).length > 2;
}

/** Whether a mutant changes nothing outside what matches. */
function sameBut({ original, changed }: Mutant, part: RegExp): boolean {
  return original.expr !== changed.expr && original.expr.replace(part, '…') === changed.expr.replace(part, '…');
}

function isOneWindow({ alert: { declared } }: Mutant): boolean {
  return declared.judged.type === 'share' && declared.judged.windows.length === 1;
}

/** Fewest requests in a second that are judged. */
function leastRate({ alert: { declared } }: Mutant): number {
  const { judged } = declared;
  if (judged.type !== 'share') return 0;
  return judged.minimumRequests / seconds(judged.windows[0] ?? '');
}
