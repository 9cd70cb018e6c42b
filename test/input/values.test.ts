import { environments } from '../../src/environments';
import { InputError } from '../../src/synth';
import { refuseBadValues } from '../../src/synth/values/check-environments';
import type { Environment } from '../../src/environments/environment';
import { combinations } from '../proof/input/combinations';
import { changed, valueMutants } from '../proof/input/values';
import { refusalOf } from '../proof/input/verdict';
import { tenth } from './tenth';

const [real] = environments as readonly [Environment];

/** The first environment with other values at some paths, as the steps from it lead there. */
function spoilt(values: Readonly<Record<string, unknown>>): Environment {
  return Object.entries(values).reduce(
    (environment, [path, value]) => changed(environment, path.split('.'), value) as Environment,
    real,
  );
}

/** What is told of environments. */
function told(...all: readonly Environment[]): readonly string[] {
  try {
    refuseBadValues(all);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ where, what, expected }) => `${where}: ${what}; expected ${expected}`);
  }
}

describe('values of an environment', () => {
  test('a seeded tenth of all that cannot be is refused by a message that names it', () => {
    const mutants = tenth([...valueMutants(environments), ...combinations(environments)], 32);
    expect(mutants.length).toBeGreaterThan(50);
    expect(mutants.map(refusalOf).flatMap(refusal => ('survived' in refusal ? [refusal.survived] : []))).toEqual([]);
  });

  test('all that is wrong is told together, with its path, what stands there and what should', () => {
    const bad = spoilt({ 'cluster.cloud.account': '85396378308', 'cluster.network.vpcCidr': '10.0.0.1/8' });
    expect(told(bad)).toEqual([
      `${real.name}, cluster.cloud.account: account: got "85396378308"; expected an account number of 12 digits`,
      `${real.name}, cluster.network.vpcCidr: vpcCidr: got "10.0.0.1/8"; expected a block of IPv4 addresses that ` +
        'starts at its own first address (192.0.2.0/24)',
    ]);
  });

  test('the reason of an assumed fact is a value, too', () => {
    const bad = spoilt({
      'delivery.repository': { assumed: true, value: 'https://git.example.com/a.git', reason: '' },
    });
    expect(told(bad)).toEqual([expect.stringMatching(/delivery\.repository\.reason: reason: got ""/)]);
  });

  test('an element of a list is named by the list and its position', () => {
    expect(told(spoilt({ 'cluster.registries': ['docker.io/curlimages', 'https://docker.io'] }))).toEqual([
      expect.stringMatching(/cluster\.registries\.1: registries\.1: got "https:\/\/docker\.io"/),
    ]);
  });

  test('two environments of one name, and a namespace that an add-on has, are refused', () => {
    expect(told(real, real)).toEqual([expect.stringMatching(/name: got .* that no other environment has$/)]);
    expect(told(spoilt({ 'systems.0.props.namespace': 'external-secrets' }))).toEqual([
      expect.stringMatching(
        /\.namespace: namespace: got "external-secrets"; expected a namespace for this system alone/,
      ),
    ]);
  });

  test('pods of an add-on, which no file writes, are refused where its code gives none that can be', () => {
    const pod = { name: 'a', count: 1, requests: { cpuMillis: 0, memoryMiB: 0 } };
    expect(told(spoilt({ 'addOns.0.pods': [pod] }))).toEqual([]);
    const bad: readonly unknown[] = [
      null,
      2,
      [null],
      [{ ...pod, count: 0 }],
      [{ ...pod, requests: {} }],
      [{ ...pod, requests: { cpuMillis: -1, memoryMiB: 0 } }],
      [{ name: 'a', count: 1 }],
    ];
    for (const pods of bad) {
      expect(told(spoilt({ 'addOns.0.pods': pods }))).toEqual([expect.stringMatching(/, addOns\.0\.pods[\w.]*: /)]);
    }
  });

  test('callers in a namespace that no add-on and no system fills are refused with those that are filled', () => {
    const caller = { name: 'ingress', namespace: 'nginx', selector: { app: 'nginx' } };
    expect(told(spoilt({ 'systems.0.props.caller': caller }))).toEqual([
      expect.stringMatching(/\.caller\.namespace: namespace: got "nginx"; expected .* listed here: kube-system, /),
    ]);
    expect(told(spoilt({ 'systems.0.props.caller': { ...caller, namespace: 'external-secrets' } }))).toEqual([]);
  });

  test('the reasons of facts are left out where values are told together', () => {
    const because = (value: unknown): object => ({ assumed: true, value, reason: 'a reason that nobody asked for' });
    const proof = { zone: because('example.com') };
    expect(told(spoilt({ 'systems.0.props.way': { host: because('a.example.org'), proof } }))).toEqual([
      expect.stringMatching(
        /way: got {"host":"a\.example\.org","proof":{"zone":"example\.com"}}; expected a host inside/,
      ),
    ]);
  });

  test('values that are merely different stay allowed', () => {
    const allowed = spoilt({
      name: 'another-place',
      'cluster.kubernetes': '1.29',
      'cluster.network.serviceCidr': '10.100.0.0/16',
      'cluster.registries': ['localhost:5000/team', 'registry.example.com'],
      'delivery.revision': 'release/2026-01',
      'delivery.windows': [
        { schedule: '0 9 * * MON-FRI', duration: '8h', timeZone: 'Asia/Seoul' },
        { schedule: '*/15 0-6,22 1 jan,jul *', duration: '30m', timeZone: 'UTC' },
      ],
      labels: { team: 'platform' },
    });
    expect(told(real, allowed)).toEqual([]);
  });
});
