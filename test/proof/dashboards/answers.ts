import type { Request } from './grafana';

/** What Prometheus answers a query. */
interface Answer {
  readonly error?: string;
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
  readonly data?: { readonly result: readonly Result[] };
}

type Point = readonly [time: number, value: string];

/** One series of an answer: its newest point, or all of them. */
interface Result {
  readonly value?: Point;
  readonly values?: readonly Point[];
}

/**
 * Sends requests as Grafana does, one after another: many at once would wait for each other on a loaded machine until
 * Prometheus gives up.
 * @returns what a person would miss, one line each
 */
export async function missedIn(url: string, requests: readonly Request[]): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const request of requests) {
    const answer = await answerTo(url, request);
    missed.push(...complaintsAbout(answer, request).map(complaint => `${request.of}: ${complaint}`));
  }
  return missed;
}

async function answerTo(url: string, { path, method, form }: Request): Promise<Answer> {
  const response = await fetch(`${url}/api/v1/${path}`, { method, body: new URLSearchParams(form) });
  return (await response.json()) as Answer;
}

function complaintsAbout({ error, warnings = [], infos = [], data }: Answer, { form }: Request): readonly string[] {
  if (!data) return [error ?? 'no answer'];
  const at = Number(form['time'] ?? form['end']);
  const nothing = data.result.some(result => hasNumber(result, at)) ? [] : ['no data'];
  return [...nothing, ...warnings, ...infos];
}

/** Whether a series has a value at the time that is looked at last; `NaN` and infinities draw nothing. */
function hasNumber({ value, values = [] }: Result, at: number): boolean {
  const [time, number] = value ?? values.at(-1) ?? [];
  return time === at && Number.isFinite(Number(number));
}
