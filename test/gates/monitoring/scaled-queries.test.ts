import { queryParses } from '../../../src/gates/monitoring/query-parses';
import type { Finding } from '../../../src/model';
import { named, planted, realModel, type Draft } from '../../real-model';

/** Findings about TripGen, one of whose autoscalers has one more trigger. */
function found(kind: string, type: string, query: string): readonly Finding[] {
  const isScaled = named('tripgen-dev', 'ScaledObject/ai-service');
  return queryParses.check(planted(realModel(), isScaled, object => scaledBy(object, kind, type, query)));
}

function scaledBy(object: Draft, kind: string, type: string, query: string): void {
  object['kind'] = kind;
  const { triggers } = object['spec'] as { triggers: unknown[] };
  triggers.push({ type, metadata: { query, threshold: '1' } });
}

describe.each(['ScaledObject', 'ScaledJob'])('a Prometheus trigger of a %s', kind => {
  test('that does not parse is found', () => {
    const [first] = found(kind, 'prometheus', 'sum(up[');
    expect(first?.message).toMatch(/^found the end where more is expected, at character 8/);
    expect(first?.where.path).toBe('$.spec.triggers[1].metadata.query');
  });

  test.each([
    ['scalar(sum(up))', 'found a scalar: scalar(sum(up))'],
    ['1 + 1', 'found a scalar: 1 + 1'],
    ['up[5m]', 'found a range vector: up[5m]'],
  ])('that asks for %s is found: KEDA reads instant vectors alone', (query, message) => {
    expect(found(kind, 'prometheus', query)).toMatchObject([
      { message, expected: 'instant vector, which alone can be used here' },
    ]);
  });

  test('that asks for series is accepted', () => {
    expect(found(kind, 'prometheus', 'sum(up) or vector(0)')).toEqual([]);
  });

  test('of another language is left alone: that of a trigger on PostgreSQL', () => {
    expect(found(kind, 'postgresql', 'sum(up[')).toEqual([]);
  });
});
