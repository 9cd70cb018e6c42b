import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcesses } from '../../../src/proving-ground/process';
import { keep, start } from '../dashboards/served-prometheus';
import type { Shown } from './course';

/** Second since 1970 at which the first course ends, and how far the ends of two courses are apart. */
const FIRST = Date.UTC(2026, 0, 1) / 1000;
const APART = 2 * 3600;

/** Minutes that a course has, longer than any lab looks back, and seconds between two readings. */
const MINUTES = 90;
const STEP = 30;

/** The second at which the course of a number ends, which is when somebody looks. */
export const endOf = (course: number): number => FIRST + course * APART;

/**
 * Works with a real Prometheus that has seen courses, one after the other.
 * @param work gets its address
 */
export async function servedCourses(
  courses: readonly (readonly Shown[])[],
  work: (url: string, state: string) => Promise<void>,
): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), 'garam-labs-'));
  try {
    await keep(state, openMetrics(courses));
    await work(await start(state), state);
  } finally {
    await endProcesses(state);
    rmSync(state, { recursive: true, force: true });
  }
}

function openMetrics(courses: readonly (readonly Shown[])[]): string {
  const lines = courses.flatMap((series, course) => series.flatMap(each => samples(each, endOf(course))));
  return [...lines, '# EOF', ''].join('\n');
}

function samples({ name, labels, at }: Shown, end: number): readonly string[] {
  const texts = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return Array.from({ length: (MINUTES * 60) / STEP + 1 }, (_, index) => end - MINUTES * 60 + index * STEP).flatMap(
    second => {
      const value = at((end - second) / 60, second);
      return value === undefined ? [] : [`${name}{${texts.join(',')}} ${value} ${second}`];
    },
  );
}
