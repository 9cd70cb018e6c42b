import { changed, ENVIRONMENT, expectFound, found, lacking, namesEach, set } from './reference-objects';

const WORKLOAD = 'Rollout/fablink-backend';
const DATABASE = 'StatefulSet/database';
const BACKUP = 'CronJob/backup';
const at = (code: string, kindAndName: string, path: string) =>
  `${code} ${kindAndName.replace('/', `/${ENVIRONMENT}/`)} ${path}: `;
const pod = ['spec', 'template', 'spec'];
const container = [...pod, 'containers', 0];
const C = '$.spec.template.spec.containers[0]';
const claim = (index: number) => [
  ...['spec', 'jobTemplate', 'spec', 'template', 'spec', 'volumes'],
  index,
  'persistentVolumeClaim',
  'claimName',
];
const CLAIM = '$.spec.jobTemplate.spec.template.spec.volumes';

describe('references of workloads', () => {
  namesEach([
    [
      WORKLOAD,
      [...container, 'readinessProbe', 'httpGet', 'port'],
      'htpp',
      [at('probe-port', WORKLOAD, `${C}.readinessProbe.httpGet.port`), 'found "htpp"', 'did you mean "http"?'],
    ],
    [
      DATABASE,
      [...container, 'readinessProbe', 'tcpSocket', 'port'],
      'redis',
      [at('probe-port', DATABASE, `${C}.readinessProbe.tcpSocket.port`), 'container "database"', 'one of sql'],
    ],
    [
      DATABASE,
      [...container, 'startupProbe', 'tcpSocket', 'port'],
      '5432',
      [at('probe-port', DATABASE, `${C}.startupProbe.tcpSocket.port`), 'found "5432"'],
    ],
    [
      DATABASE,
      [...container, 'lifecycle', 'preStop', 'httpGet', 'port'],
      'sqll',
      [at('probe-port', DATABASE, `${C}.lifecycle.preStop.httpGet.port`), 'did you mean "sql"?'],
    ],
    [
      DATABASE,
      [...pod, 'serviceAccountName'],
      'databse',
      [at('service-account', DATABASE, '$.spec.template.spec.serviceAccountName'), 'did you mean "database"?'],
    ],
    [
      WORKLOAD,
      [...pod, 'priorityClassName'],
      'fablink-servise',
      [at('priority-class', WORKLOAD, '$.spec.template.spec.priorityClassName'), 'did you mean "fablink-service"?'],
    ],
    [
      BACKUP,
      claim(1),
      'backup',
      [at('volume-claim', BACKUP, `${CLAIM}[1].persistentVolumeClaim.claimName`), 'did you mean "backups"?'],
    ],
    [
      BACKUP,
      claim(0),
      'data-database-2',
      [at('volume-claim', BACKUP, `${CLAIM}[0].persistentVolumeClaim.claimName`), 'did you mean "data-database-0"?'],
    ],
    [
      BACKUP,
      claim(0),
      'logs-database-0',
      [at('volume-claim', BACKUP, `${CLAIM}[0].persistentVolumeClaim.claimName`), 'found "logs-database-0"'],
    ],
    [
      DATABASE,
      ['spec', 'serviceName'],
      'databases',
      [at('stateful-service', DATABASE, '$.spec.serviceName'), 'no Service of that name', 'did you mean "database"?'],
    ],
    [
      'HorizontalPodAutoscaler/fablink-backend',
      ['spec', 'scaleTargetRef', 'name'],
      'fablink',
      [
        at('scale-target', 'HorizontalPodAutoscaler/fablink-backend', '$.spec.scaleTargetRef.name'),
        'has no argoproj.io/Rollout of that name',
        'fablink-backend',
      ],
    ],
    [
      'HorizontalPodAutoscaler/web',
      ['spec', 'scaleTargetRef', 'apiVersion'],
      'apps/v1',
      [at('scale-target', 'HorizontalPodAutoscaler/web', '$.spec.scaleTargetRef.name'), 'no apps/Rollout of that name'],
    ],
    [
      'ScaledObject/database',
      ['spec', 'scaleTargetRef', 'kind'],
      undefined,
      [at('scale-target', 'ScaledObject/database', '$.spec.scaleTargetRef.name'), 'no apps/Deployment of that name'],
    ],
  ]);

  it('name a secret store whose ServiceAccount is misspelt, and the account that nothing uses then', () => {
    const account = ['spec', 'provider', 'aws', 'auth', 'jwt', 'serviceAccountRef', 'name'];
    expectFound([
      'SecretStore/secrets',
      account,
      'secrets-readr',
      ['unused-config ServiceAccount/fablink-prod/secrets-reader $.metadata.name: '],
      [at('service-account', 'SecretStore/secrets', `$.${account.join('.')}`), 'did you mean "secrets-reader"?'],
    ]);
  });

  it('name every pod of a PriorityClass that is missing', () => {
    const findings = found(lacking('PriorityClass/fablink-service'));
    expect(findings).toContainEqual(expect.stringContaining('priority-class Rollout/fablink-prod/fablink-backend'));
    expect(findings.every(finding => finding.startsWith('priority-class '))).toBe(true);
  });

  it('say nothing of the account that every namespace has', () => {
    const model = changed(BACKUP, object =>
      set(object, ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'serviceAccountName'], 'default'),
    );
    expect(found(model)).toEqual([]);
  });
});
