import { changed, finds, found, lacking, set } from './release-objects';

const steps = ['spec', 'strategy', 'canary', 'steps'];
const metrics = ['spec', 'metrics'];

describe('the arguments of an analysis', () => {
  finds('Rollout/web', 'analysis-arguments', [
    [
      [...steps, 4, 'analysis', 'templates', 0, 'templateName'],
      'web-error',
      /steps\[4\]\.analysis\.templates\[0\]\.templateName: found "web-error".*did you mean "web-errors"\?/,
    ],
    [
      [...steps, 4, 'analysis', 'templates', 0, 'clusterScope'],
      true,
      /found "web-errors", but the environment has no ClusterAnalysisTemplate of that name/,
    ],
    [
      [...steps, 4, 'analysis', 'templates'],
      [],
      /templates: found no template/,
      /args\[0\]\.name: found "hash", which no/,
    ],
    [[...steps, 4, 'analysis', 'args'], undefined, /analysis\.args: found no hash, which web-errors asks for/],
    [
      [...steps, 4, 'analysis', 'args', 0, 'name'],
      'hsh',
      /args\[0\]\.name: found "hsh", which no template.*did you mean "hash"\?/,
      /args: found no hash/,
    ],
    [
      [...steps, 4, 'analysis', 'args', 0, 'valueFrom'],
      undefined,
      /args\[0\]: found nothing for hash, which is nothing/,
    ],
    [
      [...steps, 4, 'analysis', 'args', 0, 'valueFrom'],
      { podTemplateHashValue: 'Newest' },
      /found \{"podTemplateHashValue":"Newest"\} for hash/,
    ],
    [
      [...steps, 1, 'analysis', 'args', 1],
      undefined,
      /steps\[1\]\.analysis\.args: found no url, which web-health asks for/,
    ],
    [[...steps, 1, 'analysis', 'args', 0], undefined, /found no hash, which web-errors asks for/],
  ]);

  finds('AnalysisTemplate/web-errors', 'analysis-arguments', [
    [
      [...metrics, 0, 'provider', 'prometheus', 'query'],
      'errors{hash="{{args.hsh}}"}',
      /metrics\[0\]\.provider\.prometheus\.query: found \{\{args\.hsh\}\}.*did you mean \{\{args\.hash\}\}\?/,
    ],
    [
      [...metrics, 1, 'provider', 'prometheus', 'query'],
      'errors{hash="{{hash}}"}',
      /metrics\[1\].*: found \{\{hash\}\}, which no argument/,
    ],
    [['spec', 'args', 1], undefined, /metrics\[0\].*: found \{\{ args\.window \}\}, which no argument.*one of hash;/],
  ]);

  test('are asked for in lists of texts, too', () => {
    const container = [...metrics, 0, 'provider', 'job', 'spec', 'template', 'spec', 'containers', 0];
    const model = changed('AnalysisTemplate/web-health', draft =>
      set(draft, [...container, 'args', 1], '{{args.uri}}'),
    );
    expect(found(model)).toEqual([expect.stringMatching(/containers\[0\]\.args\[1\]: found \{\{args\.uri\}\}/)]);
  });

  test('a template that is not there is found at each analysis, and where another template names it', () => {
    expect(found(lacking('AnalysisTemplate/web-errors'))).toEqual([
      ...[4, 7, 9].map(index => expect.stringContaining(`steps[${index}].analysis.templates[0].templateName`)),
      expect.stringMatching(
        /AnalysisTemplate\/shop\/web-health \$\.spec\.templates\[0\]\.templateName: found "web-errors"/,
      ),
    ]);
  });

  test('templates that name each other end', () => {
    const model = changed('AnalysisTemplate/web-errors', draft =>
      set(draft, ['spec', 'templates'], [{ templateName: 'web-health' }]),
    );
    expect(found(model)).toEqual(
      [4, 7, 9].map(index => expect.stringContaining(`steps[${index}].analysis.args: found no url`)),
    );
  });
});

describe('what judges a release', () => {
  finds('AnalysisTemplate/web-errors', 'analysis-judges', [
    [[...metrics, 0, 'count'], undefined, /metrics\[0\]\.count: found nothing looks.*it never ends/],
    [[...metrics, 0, 'count'], 0, /metrics\[0\]\.count: found 0 looks/],
    [[...metrics, 0, 'interval'], undefined, /metrics\[0\]\.interval: found 5 looks and no interval/],
    [
      [...metrics, 0, 'failureLimit'],
      5,
      /failureLimit: found 5 failures allowed in 5 looks: this prometheus cannot fail/,
    ],
    [[...metrics, 0, 'failureLimit'], '-1', /failureLimit: found "-1" failures allowed/],
    [[...metrics, 1, 'name'], 'error-ratio', /metrics\[1\]\.name: found "error-ratio" a second time/],
    [[...metrics, 0, 'failureCondition'], undefined, /failureCondition: found nothing: an answer without traffic/],
    [[...metrics, 0, 'successCondition'], '', /successCondition: found "": an answer without traffic/],
    [
      [...metrics, 0, 'successCondition'],
      'result[0] < 0.01',
      /result\[0\] of an empty answer is an error.*len\(result\) > 0/,
    ],
  ]);

  test('a count that the Rollout gives is judged where it is known', () => {
    const model = changed('AnalysisTemplate/web-errors', draft =>
      set(draft, [...metrics, 0, 'count'], '{{args.window}}'),
    );
    expect(found(model)).toEqual([]);
  });

  test('a template without a metric judges nothing', () => {
    const model = changed('AnalysisTemplate/web-errors', draft => set(draft, metrics, []));
    expect(found(model)).toEqual([expect.stringMatching(/analysis-judges .*\.metrics: found no metric/)]);
  });
});
