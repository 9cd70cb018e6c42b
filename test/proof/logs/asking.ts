import type { LogQuery, LogSource, Output } from './committed';
import { labelsOf } from './committed';
import type { Line, RunningLoki } from './running-loki';

/** Sends lines as Fluent Bit does by an output: JSON, the labels of the output, no tenant. */
export async function push(loki: RunningLoki, output: Output, lines: readonly Line[]): Promise<Response> {
  const url = new URL(`http://${output.host}:${output.port}${output.uri ?? '/loki/api/v1/push'}`);
  const body = JSON.stringify({ streams: [{ stream: labelsOf(output), values: lines }] });
  return loki.call(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

/** One series of an answer: a stream with its lines, or labels with values over time. */
export interface Found {
  readonly stream?: Readonly<Record<string, string>>;
  readonly metric?: Readonly<Record<string, string>>;
  readonly values: readonly Line[];
}

/** Asks what a panel asks, as Grafana does for the last six hours. @throws Error with Loki's words where it refuses */
export async function ask(loki: RunningLoki, source: LogSource, query: LogQuery): Promise<readonly Found[]> {
  const now = Date.now();
  const url = new URL(`${source.url}/loki/api/v1/query_range`);
  url.search = new URLSearchParams({
    query: query.expr,
    start: `${now - 6 * 3_600_000}000000`,
    end: `${now + 60_000}000000`,
    step: '30',
    direction: 'backward',
    limit: String(query.maxLines ?? 100),
  }).toString();
  const answer = await loki.call(url);
  if (answer.status !== 200) throw new Error(`${query.expr}: ${await answer.text()}`);
  const { data } = (await answer.json()) as { readonly data: { readonly result: readonly Found[] } };
  return data.result;
}

/** A moment, as Fluent Bit writes it. @param ago milliseconds before now */
export function at(ago: number): string {
  return `${BigInt(Date.now() - ago) * 1_000_000n}`;
}
