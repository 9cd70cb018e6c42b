import { spawnSync } from 'node:child_process';
import type { Declared, ExceptionDeclaration } from '../../src/model';
import { declared } from '../../src/views/declared';
import { realModel } from '../real-model';

type Exception = Declared<ExceptionDeclaration>;

/** What is wrong with an exception on a day (`YYYY-MM-DD`), beside being unused, which the gates tell. */
function complaints({ rule, object, reason, owner, reviewBy }: Exception, today: string): readonly string[] {
  const name = `${rule} for ${object}`;
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(reviewBy) && new Date(`${reviewBy}T00:00:00Z`).toISOString().startsWith(reviewBy);
  return [
    ...(isDay ? [] : [`${name}: reviewBy is "${reviewBy}", expected a day as YYYY-MM-DD`]),
    ...(reviewBy < today ? [`${name}: its review was due on ${reviewBy}; mend the object or agree on a new date`] : []),
    ...(/team/.test(owner) ? [] : [`${name}: owner is "${owner}", expected a team`]),
    ...(reason.length >= 20 ? [] : [`${name}: "${reason}" is no reason`]),
  ];
}

/** Day of the commit that is judged, which does not turn red while nobody touches it; today where git tells none. */
function dayOfCommit(): string {
  const words = ['log', '-1', '--format=%cd', '--date=format-local:%Y-%m-%d'];
  const { stdout } = spawnSync('git', words, { cwd: __dirname, encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } });
  return stdout?.trim() || new Date().toISOString().slice(0, 10);
}

describe('exceptions from rules', () => {
  test('are few, owned by teams, explained, and none is overdue', () => {
    const exceptions = declared(realModel(), 'exception');
    const today = dayOfCommit();
    expect(today).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(exceptions.flatMap(exception => complaints(exception, today))).toEqual([]);
    expect(exceptions.length).toBeLessThanOrEqual(25);
  });

  test('an overdue, ownerless, unexplained one is named', () => {
    const exception: Exception = {
      type: 'exception',
      rule: 'pod-security',
      object: 'Pod/shop/a',
      reason: 'because',
      owner: 'somebody',
      reviewBy: '2026-02-28',
      environment: 'test',
      provenance: { construct: 'a', lines: () => [] },
    };
    expect(complaints(exception, '2026-03-01')).toHaveLength(3);
    expect(complaints({ ...exception, reviewBy: '2026-02-29' }, '2026-01-01')[0]).toMatch(/expected a day/);
    const sound = { ...exception, owner: 'platform-team', reason: 'the document asks for exactly this mount' };
    expect(complaints(sound, '2026-02-28')).toEqual([]);
  });
});
