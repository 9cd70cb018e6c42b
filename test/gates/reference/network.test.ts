import { changed, closedModel, ENVIRONMENT, expectFound, found, lacking, namesEach, set } from './reference-objects';

const SERVICE = 'Service/fablink-backend';
const at = (code: string, kindAndName: string, path: string) =>
  `${code} ${kindAndName.replace('/', `/${ENVIRONMENT}/`)} ${path}: `;
const path = (index: number) => `$.spec.rules[0].http.paths[${index}].backend.service`;
const keys = (index: number) => ['spec', 'rules', 0, 'http', 'paths', index, 'backend', 'service'];

describe('references between objects of the network', () => {
  it('all close in the real environments and in the kinds they do not have yet', () => {
    expect(found(closedModel())).toEqual([]);
  });

  namesEach([
    [
      SERVICE,
      ['spec', 'selector', 'app.kubernetes.io/name'],
      'fablink-backnd',
      [at('service-selects-pods', SERVICE, '$.spec.selector'), 'fablink-backnd, which selects no pods of namespace'],
    ],
    [
      'Service/database-0',
      ['spec', 'selector', 'statefulset.kubernetes.io/pod-name'],
      'databse-0',
      [at('service-selects-pods', 'Service/database-0', '$.spec.selector'), 'databse-0'],
    ],
    [
      'Service/web',
      ['spec', 'selector'],
      undefined,
      [at('service-selects-pods', 'Service/web', '$.spec.selector'), 'found no selector', 'EndpointSlice'],
    ],
    [
      SERVICE,
      ['spec', 'ports', 0, 'targetPort'],
      'htpp',
      [at('service-port', SERVICE, '$.spec.ports[0].targetPort'), 'found "htpp"/TCP', 'http 8000/TCP', 'mean "http"?'],
    ],
    [
      SERVICE,
      ['spec', 'ports', 0, 'targetPort'],
      8001,
      [at('service-port', SERVICE, '$.spec.ports[0].targetPort'), 'found 8001/TCP', 'one of http 8000/TCP'],
    ],
    [
      SERVICE,
      ['spec', 'ports', 0, 'protocol'],
      'UDP',
      [at('service-port', SERVICE, '$.spec.ports[0].targetPort'), 'found "http"/UDP'],
    ],
    [
      'Service/database',
      ['spec', 'ports', 0, 'port'],
      5433,
      [
        at('service-port', 'Service/database', '$.spec.ports[0].port'),
        `no container of StatefulSet/${ENVIRONMENT}/data`,
      ],
    ],
    [
      'PodDisruptionBudget/fablink-backend',
      ['spec', 'selector', 'matchLabels', 'app.kubernetes.io/name'],
      'other',
      [
        at('budget-selects-pods', 'PodDisruptionBudget/fablink-backend', '$.spec.selector'),
        'selects no pods of namesp',
      ],
    ],
    [
      'PodDisruptionBudget/fablink-backend',
      ['spec', 'selector'],
      undefined,
      [at('budget-selects-pods', 'PodDisruptionBudget/fablink-backend', '$.spec.selector'), 'found nothing, which'],
    ],
    [
      'NetworkPolicy/fablink-backend',
      ['spec', 'podSelector', 'matchLabels', 'app.kubernetes.io/name'],
      'other',
      [
        at('policy-selects-pods', 'NetworkPolicy/fablink-backend', '$.spec.podSelector'),
        'app.kubernetes.io/name=other',
      ],
    ],
    [
      'NetworkPolicy/database',
      ['spec', 'podSelector', 'matchExpressions', 0, 'values'],
      ['databases'],
      [
        at('policy-selects-pods', 'NetworkPolicy/database', '$.spec.podSelector'),
        'app.kubernetes.io/name In (databases)',
      ],
    ],
    [
      'NetworkPolicy/database',
      ['spec', 'ingress', 0, 'from', 0, 'podSelector', 'matchLabels', 'app.kubernetes.io/name'],
      'backups',
      [at('policy-selects-pods', 'NetworkPolicy/database', '$.spec.ingress[0].from[0].podSelector'), 'backups'],
    ],
    [
      'NetworkPolicy/database',
      ['spec', 'ingress', 1, 'from', 0, 'podSelector', 'matchExpressions', 0, 'key'],
      'nobody',
      [
        at('policy-selects-pods', 'NetworkPolicy/database', '$.spec.ingress[1].from[0].podSelector'),
        `nobody Exists, which selects no pods of namespace ${ENVIRONMENT}`,
      ],
    ],
    [
      'NetworkPolicy/fablink-backend',
      ['spec', 'egress', 0, 'to', 0, 'namespaceSelector', 'matchLabels', 'kubernetes.io/metadata.name'],
      'kube-sytem',
      [
        `policy-selects-pods NetworkPolicy/${ENVIRONMENT}/fablink-backend $.spec.egress[0].to[0].namespaceSelector`,
        '.matchLabels["kubernetes.io/metadata.name"]: found "kube-sytem", but the environment has no Namespace',
        'did you mean "kube-system"?',
      ],
    ],
    [
      'NetworkPolicy/database',
      ['spec', 'ingress', 1, 'from', 0, 'namespaceSelector', 'matchLabels', 'team'],
      'b',
      [
        at('policy-selects-pods', 'NetworkPolicy/database', '$.spec.ingress[1].from[0].namespaceSelector'),
        'team=b, which',
      ],
    ],
    [
      'Ingress/web',
      ['spec', 'defaultBackend', 'service', 'name'],
      'wbe',
      [at('ingress-backend', 'Ingress/web', '$.spec.defaultBackend.service.name'), 'mean "web"?'],
    ],
    [
      'Ingress/fablink-backend',
      [...keys(0), 'name'],
      'fablink-backned',
      [
        at('ingress-backend', 'Ingress/fablink-backend', `${path(0)}.name`),
        'found the action "fablink-backned"',
        'or a Rollout whose root Service it is',
      ],
    ],
    [
      'Ingress/fablink-backend',
      [...keys(0), 'port'],
      { number: 80 },
      [at('ingress-backend', 'Ingress/fablink-backend', `${path(0)}.port.number`), 'found 80', 'one of 8000, http'],
    ],
    [
      'Ingress/web',
      ['spec', 'defaultBackend', 'service', 'port', 'name'],
      'https',
      [at('ingress-backend', 'Ingress/web', '$.spec.defaultBackend.service.port.name'), 'found "https"', '80, http'],
    ],
    [
      'Ingress/web',
      [...keys(1), 'name'],
      'awya',
      [at('ingress-backend', 'Ingress/web', `${path(1)}.name`), 'found the action "awya"', 'did you mean "away"?'],
    ],
    [
      'Ingress/web',
      [...keys(0), 'name'],
      'web-rot',
      [
        at('ingress-backend', 'Ingress/web', `${path(0)}.name`),
        'actions.web-rot, or a Rollout whose root Service it is',
      ],
    ],
    [
      'Rollout/web',
      ['spec', 'strategy', 'canary', 'trafficRouting', 'alb', 'ingress'],
      'other',
      [at('ingress-backend', 'Ingress/web', `${path(0)}.name`), 'found the action "web-root"'],
    ],
    [
      'Ingress/fablink-backend',
      ['spec', 'ingressClassName'],
      'ngnix',
      [at('ingress-class', 'Ingress/fablink-backend', '$.spec.ingressClassName'), 'found "ngnix"', 'mean "nginx"?'],
    ],
    [
      'Ingress/fablink-backend',
      ['spec', 'ingressClassName'],
      undefined,
      [at('ingress-class', 'Ingress/fablink-backend', '$.spec.ingressClassName'), 'found nothing', 'one of alb, nginx'],
    ],
  ]);

  it.each([
    [['name'], 'fablink-backed', ['fablink-dev has no Service of that name', 'did you mean "fablink-backend"?']],
    [['port'], 8001, ['found 8001, but Service fablink-backend has no such port', 'one of 8000, http']],
  ])('name a TargetGroupBinding whose %j is %j', ([field = ''], value, says) => {
    const start = `target-group-binding TargetGroupBinding/fablink-dev/fablink-backend $.spec.serviceRef.${field}: `;
    expectFound(
      ['TargetGroupBinding/fablink-backend', ['spec', 'serviceRef', field], value, [start, ...says]],
      'fablink-dev',
    );
  });

  it('name an Ingress whose root Service is missing', () => {
    expect(found(lacking('Service/web-root'))).toEqual([
      expect.stringContaining(`ingress-backend Ingress/${ENVIRONMENT}/web ${path(0)}.name: found "web-root"`),
    ]);
  });

  it('name a Service whose second workload lacks the port', () => {
    const model = changed('CronJob/backup', object =>
      set(object, ['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels', 'app.kubernetes.io/name'], 'web'),
    );
    expect(found(model)).toContainEqual(
      expect.stringMatching(/service-port Service\/fablink-prod\/web .*no container of CronJob\/fablink-prod\/backup/),
    );
  });

  it('say nothing of a namespace that a chart fills', () => {
    const move = (object: { metadata: { namespace?: unknown } }): void => {
      object.metadata.namespace = 'external-secrets';
    };
    for (const which of ['PodDisruptionBudget/fablink-backend', 'NetworkPolicy/fablink-backend', 'Service/database-0'])
      expect(found(changed(which, move))).toEqual([]);
  });

  it.each([
    ['In', ['backup', 'nobody'], 0],
    ['In', ['nobody'], 1],
    ['NotIn', ['nobody'], 0],
    ['Exists', undefined, 0],
    ['DoesNotExist', undefined, 1],
  ])('judge a peer whose name is %s %j with %i findings', (operator, values, count) => {
    const selector = { matchExpressions: [{ key: 'app.kubernetes.io/name', operator, values }] };
    const model = changed('NetworkPolicy/database', object =>
      set(object, ['spec', 'ingress', 0, 'from', 0, 'podSelector'], selector),
    );
    expect(found(model)).toHaveLength(count);
  });

  it.each([
    ['once', 0],
    ['never', 1],
  ])('judge a peer that is the Job %s, by the label that Kubernetes gives, with %i findings', (name, count) => {
    const labels = { 'batch.kubernetes.io/job-name': name };
    const model = changed('NetworkPolicy/database', object =>
      set(object, ['spec', 'ingress', 0, 'from', 0, 'podSelector'], { matchLabels: labels }),
    );
    expect(found(model)).toHaveLength(count);
  });
});
