import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../src/gates';
import type { KubeObject } from '../../src/model';
import { establishCrds, type ControlPlane } from '../../src/proving-ground';
import { realModel } from '../real-model';
import { committedCrds, ROOT } from './committed-objects';
import { eventually } from '../eventually';
import { accountsAreThere, ground } from './ground';
import { changedModel, plantedModel, violations } from './violations';
import { inWords, mutate, mutations, type Mutation } from './violations/fuzz';
import { refuserOf, tally, validationPage, type Row } from './violations/table';
import { allOf, codesOf, serverVerdict, type ServerVerdict } from './violations/verdict';

const PAGE = join(ROOT, 'docs/validation.md');
const SEED = 20250101;
const MUTATIONS = 400;

/** Rules that no change of one real object can break, each with the reason. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'assumed-documentation-range': 'facts of an environment',
  'assumed-in-live': 'facts of an environment',
  'documentation-value-assumed': 'facts of an environment',
  'image-released': 'live environments',
  'connection-budget': 'declarations',
  'pool-capacity': 'declarations',
  'policy-covers-pods': 'pods without any policy: two objects must change',
  'eks-policy-ports': 'more than 24 ports of one peer, which the declared calls refuse first',
  'file-unique': 'paths, not objects',
  'folder-has-application': 'an object that is missing',
  'parser-safe-strings': 'text, not values',
  'no-secret-values': 'a secret has no place in a test either',
  'shared-object': 'two objects of two folders',
  'role-taken': 'two objects',
  'adopted-read-only': 'resources that are adopted: its own test',
  'readiness-gate': 'target groups and their namespace: its own test',
  'managed-add-on': 'judged by EKS, not by the API server: its own test',
  'role-binding': 'no RoleBinding yet',
  'rollout-last': 'several objects of one Application: its own test',
  'release-strategy': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-steps': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-services': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-ingress': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-abort': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-left-alone': 'judged by the Rollouts controller, not by the API server: its own test',
  'analysis-arguments': 'judged by the Rollouts controller, not by the API server: its own test',
  'analysis-judges': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-configuration': 'two objects: its own test',
  'monitor-selects-pods': 'judged by the Prometheus operator, not by the API server: its own test',
  'public-address-probed': 'the API server reads no addresses: its own test',
  'probe-module-known': 'two objects, judged by the exporter: its own test',
  'monitor-told': 'two objects, and alerts are judged by Prometheus: its own test',
  'job-told': 'two objects, and alerts are judged by Prometheus: its own test',
  'workload-told': 'two objects, and alerts are judged by Prometheus: its own test',
  'rule-file-is-read': 'judged by Prometheus, not by the API server: its own test',
  'scrape-job-finds-targets': 'judged by Prometheus, not by the API server: its own test',
  'route-is-reached': 'judged by Alertmanager, not by the API server: its own test',
  'service-level-stated': 'two declarations, and no object is wrong: its own test',
  'inhibition-fits': 'judged by Alertmanager, not by the API server: its own test',
  'rule-is-read': 'judged by the Prometheus operator, not by the API server: its own test',
  'alarm-leads-to-dashboard': 'two objects, judged by CloudWatch: its own test',
  'store-dashboard-tells': 'judged by CloudWatch, not by the API server: its own test',
  'store-shown': 'an object that is missing: its own test',
  'query-parses': 'the API server reads no PromQL: promtool judges it, in a proof',
  'function-fits-metric': 'judged by Prometheus, not by the API server: its own test',
  'histogram-buckets': 'judged by Prometheus, not by the API server: its own test',
  'metric-known': 'judged by Prometheus, not by the API server: its own test',
  'dashboard-tells': 'the API server reads no dashboards: its own test',
  'dashboard-unique': 'the API server reads no dashboards: its own test',
  'dashboard-shown': 'the API server reads no dashboards: its own test',
  'alert-leads-to-dashboard': 'the API server reads no dashboards: its own test',
  'log-lines-arrive': 'the API server reads nothing of Fluent Bit: its own test',
  'log-settings-known': 'the API server reads nothing of Fluent Bit: its own test',
  'alarm-action': 'the API server knows no topics of SNS: its own test',
  'alarm-metric': 'the API server knows no metrics of CloudWatch: its own test',
  'azure-alert-action': 'the API server knows no action groups: its own test',
  'azure-alert-metric': 'the API server knows no metrics of Azure Monitor: its own test',
  'azure-alert-leads-to-dashboard': 'two objects, judged by Azure Monitor: its own test',
  'azure-panel-tells': 'the API server reads no dashboards: its own test',
  'azure-store-shown': 'an object that is missing: its own test',
  'alert-tells': 'pages among the runbooks: its own test',
  'retention-covers-windows': 'two objects: its own test',
  'role-trust': 'the text of a policy inside a text: its own test',
};

describe('validation on a real API server', () => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await ground('validation', { kubernetes: '1.30', runs: 'admission' });
    await establishCrds(plane.client, committedCrds());
    for (const object of foundations()) await plane.client.apply(object);
    await eventually(async () => {
      const quotas = (await plane.client.list('v1', 'ResourceQuota')) as unknown as { status: { hard?: object } }[];
      return quotas.every(({ status }) => status.hard) ? true : undefined;
    }, 'every quota is counted');
    await accountsAreThere(plane.client);
  });

  afterAll(() => plane?.stop('logs'));
  afterEach(() => plane?.check());

  test('the real objects and their pods are accepted, so that a refusal is of the violation', async () => {
    const objects = realModel().manifests.map(({ object }) => object);
    const verdicts = await allOf(objects, object => serverVerdict(plane.client, object));
    const refused = verdicts.flatMap(({ says }, index) => (says === '' ? [] : [`${objects[index]?.kind}: ${says}`]));
    expect(refused).toEqual([]);
  });

  describe('planted violations', () => {
    let rows: readonly Row[];

    beforeAll(async () => {
      rows = await allOf(violations, async violation => {
        const planted = plantedModel(violation);
        const server = await serverVerdict(plane.client, planted.manifest.object);
        return { violation, codes: codesOf(planted), server };
      });
    });

    test('each is found by the rule that it is planted for', () => {
      const missed = rows.filter(({ violation, codes }) => !codes.includes(violation.breaks));
      expect(missed.map(({ violation, codes }) => `${violation.breaks}: ${violation.name} ${codes.join()}`)).toEqual(
        [],
      );
    });

    test('the server refuses none that no gate refuses', () => {
      expect(rows.filter(row => refuserOf(row) === 'server')).toEqual([]);
    });

    test('docs/validation.md is the table of them', () => {
      const page = validationPage(rows, plane.version);
      if (process.env.GARAM_UPDATE === '1') writeFileSync(PAGE, page);
      expect(readFileSync(PAGE, 'utf8')).toBe(page);
    });
  });

  test('every rule has a violation, or a reason why none can be planted in one object', () => {
    const planted = new Set(violations.map(({ breaks }) => breaks));
    const codes = rules.map(({ code }) => code);
    expect(codes.filter(code => !planted.has(code) && !Object.hasOwn(ELSEWHERE, code))).toEqual([]);
    expect(Object.keys(ELSEWHERE).filter(code => planted.has(code) || !codes.includes(code))).toEqual([]);
  });

  test(`of ${MUTATIONS} random changes of single fields the server refuses none that no gate refuses`, async () => {
    const tried = await allOf(mutations(SEED, MUTATIONS), mutation => answered(plane, mutation));
    const figures = tally(tried);
    console.info(JSON.stringify({ ...figures, 'only the gate, by code': gateOnlyCodes(tried) }, undefined, 1));
    expect(tried.filter(each => refuserOf(each) === 'server').map(each => `${each.what}: ${each.server.says}`)).toEqual(
      [],
    );
    expect(figures['gate and server']).toBeGreaterThan(MUTATIONS / 4);
  });
});

/** What must be there before pods: namespaces, limits, quotas, priorities, service accounts; and Argo CD's namespace. */
function foundations(): readonly KubeObject[] {
  const { manifests } = realModel();
  const objects = manifests
    .filter(({ application, object }) => application.endsWith('-base') || object.kind === 'ServiceAccount')
    .filter(({ tree }) => tree === 'dist')
    .map(({ object }) => object);
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  const argoCd: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } };
  return [argoCd, ...namespaces, ...objects.filter(object => !namespaces.includes(object))];
}

interface Tried {
  readonly what: string;
  readonly codes: readonly string[];
  readonly server: ServerVerdict;
}

async function answered({ client }: ControlPlane, mutation: Mutation): Promise<Tried> {
  const { manifest } = mutation;
  const changed = changedModel(manifest.path, object => mutate(object, mutation));
  const server = await serverVerdict(client, changed.manifest.object, manifest.object);
  return { what: inWords(mutation), codes: codesOf(changed), server };
}

/** How often each code stands alone against the server. */
function gateOnlyCodes(tried: readonly Tried[]): Readonly<Record<string, number>> {
  const codes = tried.filter(each => refuserOf(each) === 'gate').flatMap(each => each.codes);
  return Object.fromEntries([...new Set(codes)].sort().map(code => [code, codes.filter(each => each === code).length]));
}
