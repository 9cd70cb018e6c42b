import { outcomeOf } from '../../src/release/command';
import { deployed } from '../../src/release/deployed';
import { sloVerdict } from '../../src/release/slo-verdict';
import { DEV, digest, release, ScratchRepository } from './scratch-repository';

const application = (name: string, images: readonly string[], sync = 'Synced', health = 'Healthy') => ({
  metadata: { name },
  status: { sync: { status: sync }, health: { status: health }, summary: { images } },
});
const unreleased = '0'.repeat(40);
const image = (service: string, n: number) => `registry.example.invalid/${service}@${digest(n)}`;

describe('FP-15: after a deployment Argo CD must run what was released', () => {
  let repository: ScratchRepository;
  beforeEach(() => {
    repository = new ScratchRepository();
    repository.write(DEV, release({ api: 1, worker: 2 }));
  });
  afterEach(() => repository.remove());

  const ask = (...items: readonly object[]) =>
    outcomeOf(() => deployed(repository.root, ['--environment', 'fablink-dev'], JSON.stringify({ items })));

  test('every digest live in an Application that is Synced and Healthy is deployed', () => {
    const outcome = ask(application('app', [image('api', 1), image('worker', 2)]), application('base', []));
    expect(outcome).toEqual({ code: 0, text: 'fablink-dev runs api, worker as released' });
  });

  test.each([
    ['one digest is missing', application('app', [image('api', 1)]), `worker: no Application runs ${digest(2)}`],
    ['the old digest still runs', application('app', [image('api', 8), image('worker', 2)]), 'api: no Application'],
    ['it is not synced', application('app', [image('api', 1), image('worker', 2)], 'OutOfSync'), 'app is OutOfSync'],
    ['it is degraded', application('app', [image('api', 1), image('worker', 2)], 'Synced', 'Degraded'), 'and Degraded'],
    ['Argo CD has not looked yet', { metadata: { name: 'app' } }, 'no Application runs'],
  ])('it is not deployed yet where %s', (_what, item, message) => {
    expect(ask(item)).toEqual({ code: 1, text: expect.stringContaining(message) });
  });

  test('a service that was never released is not waited for', () => {
    repository.write(DEV, release({ api: 1 }).replace('"image": {', `"image": { "new": { "tag": "${unreleased}" },`));
    expect(ask(application('app', [image('api', 1)]))).toEqual({ code: 0, text: 'fablink-dev runs api as released' });
  });

  test('an environment that nothing was released to cannot be verified', () => {
    repository.write(DEV, `{"image":{"api":{"tag":"${unreleased}"}}}`);
    expect(ask()).toEqual({ code: 2, text: 'error: nothing was ever released to fablink-dev' });
  });

  test.each(['', '{}', 'error: no such host'])('an answer that is no list of Applications (%j) is an error', text => {
    const outcome = outcomeOf(() => deployed(repository.root, ['--environment', 'fablink-dev'], text));
    expect(outcome.code).toBe(2);
  });
});

describe('FP-16: after a deployment the error ratio must hold', () => {
  const vector = (...values: readonly string[]) =>
    JSON.stringify({
      status: 'success',
      data: { resultType: 'vector', result: values.map(v => ({ metric: {}, value: [1, v] })) },
    });
  const judge = (answer: string, limit = '0.001') =>
    outcomeOf(() => sloVerdict(['--name', 'error ratio', '--at-most', limit], answer));

  test('a value at the limit holds', () => {
    expect(judge(vector('0.001'))).toEqual({ code: 0, text: 'error ratio: 0.001, within 0.001' });
  });

  test.each([
    ['above the limit', vector('0.0011'), 'the limit is 0.001'],
    ['one series of two above the limit', vector('0', '0.5'), '0.5'],
    ['not a number, as 0/0 is', vector('NaN'), 'NaN'],
    ['absent: nobody measured', vector(), 'no data, so nothing is proved'],
  ])('a value %s does not hold', (_what, answer, message) => {
    expect(judge(answer)).toEqual({ code: 1, text: expect.stringContaining(message) });
  });

  test.each([
    ['a refused query', JSON.stringify({ status: 'error', error: 'parse error' }), 'parse error'],
    ['a range', JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [] } }), 'instant vector'],
    ['a login page', '<html>', 'not the JSON'],
  ])('%s is an error, not a verdict', (_what, answer, message) => {
    expect(judge(answer)).toEqual({ code: 2, text: expect.stringContaining(message) });
  });

  test('a limit that is not a number is an error', () => {
    expect(judge(vector('0'), 'none').code).toBe(2);
  });
});
