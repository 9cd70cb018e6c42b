import { stringify } from 'yaml';
import type { OfficeHours } from '../../../src/model';
import { RunningAlertmanager } from './alertmanager';
import { committed, configurationIn } from './configuration';
import { intended } from './intent';
import {
  alertsOf,
  configurationOf,
  planned,
  questionIn,
  standsFor,
  type Plan,
  type Question,
  type Tried,
} from './moments';
import type { Message } from './outside';
import { PLAYS } from './scenario';
import { isOffice } from './week';

/** Ways in which somebody was told, and is to be. */
export interface Verdict {
  readonly told: readonly string[];
  readonly expected: readonly string[];
}

/** What came of a question: at its moment, and when the edge came that was still before it. */
export interface Answer {
  readonly question: Question;
  readonly now: Verdict;
  readonly then: Verdict;
}

/** How long after an edge somebody has to be told of what still holds, in milliseconds: within its minute. */
const AT_ONCE = 45_000;
/** How long after an edge it is listened in any case: longer than two looks at a group. */
const LISTENED = 8000;

/**
 * Asks a real Alertmanager, in one go, whom it tells beside all edges; waits until those that lie before it have come, and
 * hears who is told then. Everything is asked anew where an edge came too early, or where somebody could not be told in
 * time: only a busy machine does that.
 * @param all the first of them is not planted: it is listened until everybody is told of it
 */
export async function playEdges(
  environment: string,
  hours: OfficeHours,
  all: readonly Tried[],
): Promise<readonly Answer[]> {
  for (let plays = 1; plays <= PLAYS; plays++) {
    const answers = await playOnce(environment, hours, all);
    if (answers) return answers;
  }
  throw new Error(
    `${environment}: an edge came before everybody was told, ${PLAYS} times; expected a minute to be enough; ` +
      'run the proof on a machine that does less',
  );
}

async function playOnce(
  environment: string,
  hours: OfficeHours,
  all: readonly Tried[],
): Promise<readonly Answer[] | undefined> {
  const plan = planned(all, Date.now());
  const base = configurationIn(committed(environment).text);
  const alertmanager = await RunningAlertmanager.start(environment, (_, { http }) =>
    stringify(configurationOf(plan, base, `${http}/witness`), { aliasDuplicateObjects: false }),
  );
  try {
    const sent = Date.now();
    await alertmanager.send(alertsOf(plan));
    const judge = new Judge(environment, hours, plan, [sent, Date.now()]);
    if (!judge.isSure() || (await alertmanager.failures()) > 0) return undefined;
    const isEnough = (messages: readonly Message[]): boolean =>
      Date.now() > plan.crossing + LISTENED &&
      judge.answers(messages).every(({ question, then }) => question.tried !== all[0] || isRight(then));
    return judge.answers(await alertmanager.until(isEnough, plan.crossing + AT_ONCE));
  } finally {
    await alertmanager.end();
  }
}

/** Whether exactly those were told who are to be. */
export function isRight({ told, expected }: Verdict): boolean {
  return told.join() === expected.join();
}

/** Knows who is to be told by the hours in which people are at work, and who was. */
class Judge {
  constructor(
    private readonly environment: string,
    private readonly hours: OfficeHours,
    private readonly plan: Plan,
    /** When the alerts were sent, and when nobody was told any more. */
    private readonly between: readonly [sent: number, quiet: number],
  ) {}

  /** Whether nothing came meanwhile by which somebody else is to be told. */
  isSure(): boolean {
    const [sent, quiet] = this.between;
    const isSame = (each: Question): boolean => this.expected(each, sent).join() === this.expected(each, quiet).join();
    return quiet < this.plan.crossing && this.plan.questions.every(isSame);
  }

  answers(messages: readonly Message[]): readonly Answer[] {
    const [, quiet] = this.between;
    const first = firstTold(messages);
    return this.plan.questions.map((question, index) => {
      const told = [...(first.get(index) ?? [])].sort(([a], [b]) => a.localeCompare(b));
      const [now, then] = [this.expected(question, quiet), this.expected(question, this.plan.crossing)];
      const waits = question.moment.side === 'before' && now.length === 0;
      return {
        question,
        now: { told: told.flatMap(([channel, at]) => (at <= quiet ? [channel] : [])), expected: now },
        then: {
          told: told.flatMap(([channel, at]) =>
            at <= quiet ? [] : [at < this.plan.crossing ? `${channel} too early` : channel],
          ),
          expected: waits ? then : [],
        },
      };
    });
  }

  /** The dead man's switch is called at every hour; everybody else is told in office hours. */
  private expected({ alert, moment }: Question, at: number): readonly string[] {
    const isAtWork = isOffice(this.hours, standsFor(moment, at));
    if (!isAtWork && alert.labels['alertname'] !== 'Watchdog') return [];
    return [...intended(this.environment, alert), 'witness'].sort();
  }
}

/** When each channel first told of each question. */
function firstTold(messages: readonly Message[]): ReadonlyMap<number, ReadonlyMap<string, number>> {
  const all = new Map<number, Map<string, number>>();
  for (const { text, channel, at } of messages) {
    const number = questionIn(text);
    const channels = all.get(number) ?? new Map<string, number>();
    all.set(number, channels.set(channel, channels.get(channel) ?? at));
  }
  return all;
}
