import type { Finding, KubeObject } from '../../src/model';
import { planMarkdown, planOf, planText, type Plan, type PlannedChange } from '../../src/views/plan';
import { fieldChanges } from '../../src/views/plan/field-changes';
import { manifestOf } from '../gates/model-of';

const config = (name: string, data: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
  data,
});
function changed(environment: string, name: string, before: object, after: object): PlannedChange {
  return {
    environment,
    before: manifestOf(config(name, before), { environment }),
    after: manifestOf(config(name, after), { environment }),
    fate: 'changed',
    why: '',
    byHand: false,
  };
}
const finding: Finding = {
  code: 'field-immutable',
  message: 'found 2 where 1 runs',
  where: { environment: 'dev', object: 'Job/shop/a', path: '$.spec', source: { file: 'src/a.ts', line: 1, column: 2 } },
  expected: '1',
  mend: 'take it back',
};
function plan(changes: readonly PlannedChange[], findings: Partial<Plan['findings']> = {}): Plan {
  return planOf({
    against: { ref: 'v1', commit: '0123456789abcdef0123456789abcdef01234567' },
    environments: ['dev', 'prod'],
    changes,
    findings: { appear: [], go: [], ...findings },
  });
}

describe('fields as a reviewer thinks of them', () => {
  test('entries of a list are told apart by their names', () => {
    const before = {
      containers: [
        { name: 'a', image: 'a:1' },
        { name: 'b', image: 'b:1' },
      ],
    };
    const after = {
      containers: [
        { name: 'b', image: 'b:2' },
        { name: 'c', image: 'c:1' },
      ],
    };
    expect(fieldChanges(before, after)).toEqual([
      { path: '$.containers[name=a]', before: { name: 'a', image: 'a:1' } },
      { path: '$.containers[name=b].image', before: 'b:1', after: 'b:2' },
      { path: '$.containers[name=c]', after: { name: 'c', image: 'c:1' } },
    ]);
  });

  test('an order of names that changes is a change', () => {
    const [a, b] = [{ name: 'a' }, { name: 'b' }];
    expect(fieldChanges([a, b], [b, a])).toEqual([{ path: '$', before: ['a', 'b'], after: ['b', 'a'] }]);
  });

  test('entries without names come and go; an order of them that changes is shown whole', () => {
    expect(fieldChanges({ args: ['x', 'y', 'y'] }, { args: ['y', 'z'] })).toEqual([
      { path: '$.args[]', before: 'x' },
      { path: '$.args[]', before: 'y' },
      { path: '$.args[]', after: 'z' },
    ]);
    expect(fieldChanges(['x', 'y'], ['y', 'x']).length).toBeGreaterThan(0);
  });

  test('equal objects differ in nothing', () => {
    const object = { list: [{ name: 'a', ports: [1, 2] }], map: { b: { c: null } } };
    expect(fieldChanges(object, structuredClone(object))).toEqual([]);
  });
});

describe('a plan', () => {
  test('groups what changes alike, across environments', () => {
    const made = plan([
      changed('dev', 'a', { level: 1 }, { level: 2 }),
      changed('dev', 'b', { level: 1 }, { level: 3 }),
      changed('prod', 'c', { level: 1 }, { level: 2 }),
    ]);
    expect(
      made.groups.map(({ objects }) => objects.map(({ environment, object }) => `${environment} ${object}`)),
    ).toEqual([['dev ConfigMap/shop/a', 'prod ConfigMap/shop/c'], ['dev ConfigMap/shop/b']]);
    expect(planText(made)).toContain('dev, prod: the same change in 2 objects\n  $.data.level: 1 → 2\n');
  });

  test('puts together what comes, and apart what goes', () => {
    const only = (name: string, fate: 'added' | 'pruned'): PlannedChange => {
      const { before, after, ...rest } = changed('dev', name, {}, {});
      return { ...rest, ...(fate === 'added' ? { after } : { before }), fate } as PlannedChange;
    };
    const made = plan([only('a', 'added'), only('b', 'added'), only('c', 'pruned')]);
    expect(made.groups.map(({ objects }) => objects.length)).toEqual([2, 1]);
    const [, removed] = made.groups;
    expect(removed?.objects[0]).toMatchObject({ fate: 'pruned', file: 'dist/dev/test-app/shop/ConfigMap.c.yaml' });
    expect(removed?.objects[0]?.source).toBeUndefined();
    expect(made.environments[0]).toMatchObject({ added: 2, pruned: 1, changed: 0, restarts: 0, findings: 0 });
  });

  test('says nothing of a name that follows its content', () => {
    const [before, after] = [config('a-0', { x: 1 }), config('a-1', { x: 2 })].map(object => manifestOf(object));
    const made = plan([
      { environment: 'dev', before, after, fate: 'replaced', why: 'w', byHand: false } as PlannedChange,
    ]);
    expect(made.groups[0]?.fields.map(({ path }) => path)).toEqual(['$.data.x']);
  });

  test('shows of a long text the lines that differ', () => {
    const lines = (middle: string): string => ['first', middle, 'last', ''].join('\n');
    const text = planText(plan([changed('dev', 'a', { sql: lines('old') }, { sql: lines('new') })]));
    expect(text).toContain('  $.data.sql\n    - old\n    + new\n');
    expect(text).not.toContain('first');
  });

  test('tells every line that declares an object, and what appears and goes of the findings', () => {
    const made = plan([changed('dev', 'a', { x: 1 }, { x: 2 })], { appear: [finding], go: [finding] });
    expect(planText(made)).toContain('--> src/systems/test/index.ts:1:1');
    expect(planText(made)).toContain(
      'Findings that appear: 1\n\nerror[field-immutable]: found 2 where 1 runs\n  --> src/a.ts:1:2',
    );
    expect(planText(made)).toContain(
      'Findings that go: 1\n\n  dev Job/shop/a: field-immutable: found 2 where 1 runs\n  --> src/a.ts:1:2',
    );
    expect(made.environments.map(({ findings }) => findings)).toEqual([1, 0]);
  });

  test('of nothing says so', () => {
    expect(planText(plan([]))).toContain('0 objects of dist/ and argocd/, nothing changes');
    expect(planMarkdown(plan([]))).toContain('Nothing changes.');
  });
});

describe('a plan as a comment', () => {
  const restart = { ...changed('dev', 'web', { x: 'a' }, { x: 'b' }), pods: 'restart' } as const;

  test('begins with its mark and the table, then names the pods that restart, and folds the details', () => {
    const text = planMarkdown(plan([restart], { appear: [finding] }));
    const order = [
      '<!-- garam plan -->',
      '## Plan',
      '| dev | 0 | 1 |',
      '- `field-immutable` found 2',
      '**Pods restart:** `dev ConfigMap/shop/web`',
      '<details><summary>',
      '```diff',
      '| `~` | dev |',
      '</details>',
    ];
    const places = order.map(part => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('stays within its length, whole parts only, and says how many are missing', () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      changed('dev', `c${index}`, { x: 'a'.repeat(150) }, { x: `${index}`.repeat(80) }),
    );
    const text = planMarkdown(plan(many));
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text.length).toBeGreaterThan(55_000);
    const shown = text.match(/<details>/g)?.length ?? 0;
    expect(text.match(/<\/details>/g)).toHaveLength(shown);
    expect(text.match(/^```/gm)).toHaveLength(2 * shown);
    expect(text).toContain(`… and ${400 - shown} parts more, too long for here: \`npx garam plan --against 0123456789`);
  });

  test('is not broken by what objects say', () => {
    const nasty = changed('dev', 'a|<b>`c`', { x: '</details>\n```\n<script>' }, { x: '| @everyone |\n```\n' });
    const text = planMarkdown(plan([nasty]));
    expect(text).toContain('<summary>dev: ConfigMap/shop/a|&lt;b&gt;`c`</summary>');
    expect(text).toContain('````diff\n');
    expect(text).toContain('`` ConfigMap/shop/a\\|<b>`c` ``');
  });

  test('calls nobody', () => {
    const calling = { ...finding, message: 'found "@everyone" and @garam/platform', mend: 'ask @someone' };
    const text = planMarkdown(plan([], { appear: [calling], go: [calling] }));
    expect(text.match(/@(?!\u200b)/g)).toBeNull();
  });
});
