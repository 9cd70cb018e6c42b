import { changed, finds, found, lacking, set } from './release-objects';

const canary = ['spec', 'strategy', 'canary'];
const alb = [...canary, 'trafficRouting', 'alb'];
const name = 'app.kubernetes.io/name';

describe('the Services of a release', () => {
  finds('Rollout/web', 'release-services', [
    [
      [...canary, 'pingPong', 'pingService'],
      'web-pin',
      /pingService: found "web-pin", but namespace shop.*"web-ping"\?/,
    ],
    [[...canary, 'pingPong', 'pongService'], 'web-pog', /pongService: found "web-pog", but namespace shop/],
    [[...canary, 'pingPong', 'pongService'], 'web-ping', /pongService: found "web-ping", which is pingService, too/],
    [[...canary, 'canaryService'], 'web-ping', /canaryService: found "web-ping", which is pingService, too/],
    [
      [...alb, 'servicePort'],
      80,
      /servicePort: found 80, but Service web-ping has no such port; one of 8080, http/,
      /but Service web-pong has/,
      /but Service web has/,
    ],
  ]);

  test('must be three: the root Service is neither ping nor pong', () => {
    const model = changed('Rollout/web', draft => set(draft, [...alb, 'rootService'], 'web-ping'));
    expect(found(model)).toContainEqual(
      expect.stringMatching(/rootService: found "web-ping", which is pingService, too/),
    );
  });

  test('must be named: a Rollout without a root Service has none', () => {
    const findings = found(changed('Rollout/web', draft => set(draft, [...alb, 'rootService'], undefined)));
    expect(findings).toContainEqual(
      expect.stringMatching(/^release-services .*rootService: found nothing, but namespace/),
    );
  });

  test('must exist where they lead to the newest version alone, too', () => {
    const model = changed('Rollout/web', draft => set(draft, [...canary, 'canaryService'], 'web-new'));
    expect(found(model)).toEqual([expect.stringContaining('found "web-new", but namespace shop has no Service')]);
  });

  test.each(['web', 'web-ping', 'web-pong'])('must exist: without %s the release has a hole', service => {
    expect(found(lacking(`Service/${service}`))).toEqual([
      expect.stringMatching(new RegExp(`^release-services .*: found "${service}", but namespace shop has no Service`)),
    ]);
  });

  test.each<[string, unknown]>([
    ['other pods', { [name]: 'api', 'app.kubernetes.io/instance': 'shop' }],
    ['more pods', { 'app.kubernetes.io/instance': 'shop' }],
    ['one version only', { [name]: 'web', 'app.kubernetes.io/instance': 'shop', 'app.kubernetes.io/version': '2' }],
    ['nothing', undefined],
  ])('must not select %s', (_, selector) => {
    const model = changed('Service/web-pong', draft => set(draft, ['spec', 'selector'], selector));
    expect(found(model)).toEqual([
      expect.stringMatching(
        /^release-services .*pongService: found Service web-pong, which selects .*selector of the Rol/,
      ),
    ]);
  });
});

describe('what the controller writes into Services', () => {
  const ignored = ['spec', 'ignoreDifferences'];

  test.each<[string, (string | number)[], unknown]>([
    ['no exception', ignored, undefined],
    ['another Service', [...ignored, 1, 'name'], 'web'],
    ['another kind', [...ignored, 1, 'kind'], 'ConfigMap'],
    ['another namespace', [...ignored, 1, 'namespace'], 'other'],
    ['another field', [...ignored, 1, 'jsonPointers'], ['/spec/ports']],
  ])('is taken away by an Application with %s', (_, keys, value) => {
    expect(found(changed('Application/test-app', draft => set(draft, keys, value)))).toContainEqual(
      expect.stringMatching(
        /^release-left-alone Application\/argocd\/test-app \$\.spec\.ignoreDifferences: found no exception for Service web-pong/,
      ),
    );
  });

  test('is left alone by an exception for all Services', () => {
    const all = [{ kind: 'Service', jsonPointers: ['/spec/selector/rollouts-pod-template-hash'] }];
    expect(found(changed('Application/test-app', draft => set(draft, ignored, all)))).toEqual([]);
  });

  test('is more where a Service leads to the newest version alone', () => {
    const model = changed('Rollout/web', draft => set(draft, [...canary, 'canaryService'], 'web-preview'));
    expect(found(model)).toEqual([expect.stringContaining('found no exception for Service web-preview')]);
  });
});

describe('the Ingress of a release', () => {
  finds('Rollout/web', 'release-ingress', [
    [[...alb, 'ingress'], 'wb', /alb\.ingress: found "wb", but namespace shop has no Ingress.*did you mean "web"\?/],
    [[...alb, 'ingress'], undefined, /alb\.ingress: found no Ingress; one of ingress and ingresses/],
    [[...alb, 'ingresses'], ['web'], /found ingress beside ingresses/],
  ]);

  test('may be one of several', () => {
    const model = changed('Rollout/web', draft => {
      set(draft, [...alb, 'ingress'], undefined);
      set(draft, [...alb, 'ingresses'], ['web', 'gone']);
    });
    expect(found(model)).toEqual([expect.stringMatching(/alb\.ingresses\[1\]: found "gone"/)]);
  });

  const service = ['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service'];
  test.each<[string, (string | number)[], unknown, RegExp]>([
    [
      'leads elsewhere',
      [...service, 'name'],
      'api',
      /found Ingress web with no backend web: the weights do not reach it/,
    ],
    ['names a port', [...service, 'port'], { number: 8080 }, /with the backend web with a port of its own/],
    [
      'holds the weights itself',
      ['metadata', 'annotations', 'alb.ingress.kubernetes.io/actions.web'],
      '{"type":"forward"}',
      /with the annotation actions\.web, which holds the weights/,
    ],
    [
      'sends to nodes',
      ['metadata', 'annotations', 'alb.ingress.kubernetes.io/target-type'],
      'instance',
      /with target-type "instance": nodes, not pods/,
    ],
  ])('that %s is found', (_, keys, value, says) => {
    expect(found(changed('Ingress/web', draft => set(draft, keys, value)))).toEqual([expect.stringMatching(says)]);
  });
});
