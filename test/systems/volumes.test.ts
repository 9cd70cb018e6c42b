import type { AlertDeclaration, Declared } from '../../src/model';
import { claimsIn, type Claim } from './claims';
import { read } from '../constructs/read';
import { realModel } from '../real-model';
import { WATCHED_BY_FILES, WATCHED_BY_OPERATOR } from './watched';

const model = realModel();
const watched = [...WATCHED_BY_OPERATOR, ...WATCHED_BY_FILES].sort();

const alerts = model.declarations.filter((each): each is Declared<AlertDeclaration> => each.type === 'alert');

/** Alerts of a name that judge a claim, whether they name it alone or among others. */
const judging = (alert: string, { environment, namespace, name }: Claim): readonly Declared<AlertDeclaration>[] =>
  alerts.filter(each => {
    if (each.name !== alert || each.environment !== environment || !each.expr.includes(`namespace="${namespace}"`))
      return false;
    const [, values = ''] = /persistentvolumeclaim=~?"([^"]+)"/.exec(each.expr) ?? [];
    return values.split('|').includes(name);
  });

/** Why no kubelet can tell of a volume. */
function untold({ volume }: Claim): 'a folder of its node' | 'EFS' | undefined {
  if (!volume) return undefined;
  if (read(volume, 'spec.hostPath') !== undefined) return 'a folder of its node';
  return read(volume, 'spec.csi.driver') === 'efs.csi.aws.com' ? 'EFS' : undefined;
}

const claims = claimsIn(model).filter(({ environment }) => watched.includes(environment));

test('ALL-02 every environment that somebody watches has volumes, and reads its kubelets for them', () => {
  expect([...new Set(claims.map(({ environment }) => environment))].sort()).toEqual(watched);
  for (const environment of watched) {
    const monitor = model.declarations.find(
      each => each.environment === environment && each.type === 'monitor' && each.job === 'kubelet-volumes',
    );
    expect(monitor).toMatchObject({ path: '/metrics', endpoint: { port: 10250 } });
  }
});

test('ALL-02 CPU and memory of containers are read where a document wants to hear of them, and nowhere else', () => {
  const containers = model.declarations.filter(each => each.type === 'monitor' && each.job === 'kubelet');
  expect(containers.map(({ environment }) => environment).sort()).toEqual([
    'fablink-prod',
    'tripgen-dev',
    'tripgen-prod',
  ]);
});

test.each(claims.map(claim => [`${claim.environment} ${claim.name}`, claim] as const))(
  'ALL-02 somebody is told when volume %s fills up and when it is full, of space and inodes, unless no kubelet can tell',
  (_, claim) => {
    const expected = untold(claim) ? [] : ['inodes', 'space'];
    for (const alert of ['VolumeFilling', 'VolumeFull'])
      expect(
        judging(alert, claim)
          .map(({ labels }) => labels['resource'])
          .sort(),
      ).toEqual(expected);
  },
);

test('ALL-02 what no kubelet can tell of is a folder of a node (D-03) and what grows by itself', () => {
  expect(
    claims.flatMap(claim => (untold(claim) ? [`${claim.environment} ${claim.name}: ${untold(claim)}`] : [])).sort(),
  ).toEqual([
    'learn shared-configuration: EFS',
    'learn shared-logs: EFS',
    'learn shared-temporary: EFS',
    'tripgen-dev data-postgresql-0: a folder of its node',
  ]);
});

test('ALL-02 silence about a volume is told unless only Jobs mount it', () => {
  const unseen = claims.filter(claim => !untold(claim) && judging('VolumeUnseen', claim).length === 0);
  expect(unseen.map(({ environment, name }) => `${environment} ${name}`).sort()).toEqual([
    'memo-prod mariadb-backup',
    'tripgen-dev postgresql-backup',
  ]);
  // Their last figure is all there is until the next Job, which comes at least once a week.
  for (const claim of unseen) for (const { expr } of judging('VolumeFull', claim)) expect(expr).toMatch(/\[8d\]/);
});

test('ALL-02 every environment is watched', () => {
  expect(model.environments.map(({ name }) => name).sort()).toEqual(watched);
});
