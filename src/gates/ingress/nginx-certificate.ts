import { secretsOf } from '../reference/configuration/secret-keys';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { environmentRule } from '../reference/reference-rule';
import { recordsIn, shown, valueAt, type Step } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { nginxIngressesOf, type NginxIngress } from './nginx-ingresses';

const KEYS = ['tls.crt', 'tls.key'];

function* complaintsOf(ingress: NginxIngress, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const { object } = ingress.manifest;
  const namespace = object.metadata.namespace ?? '';
  for (const [index, { hosts, secretName }] of recordsIn(valueAt(object, ['spec', 'tls']))) {
    const steps = ['spec', 'tls', index];
    const named = texts(hosts);
    if (typeof secretName !== 'string' || secretName === '') yield noSecret(steps);
    else {
      yield* keysOf(steps, secretName, namespace, environment);
      yield* names(steps, secretName, named, namespace, environment);
    }
    yield* hostsOf(steps, named, ingress);
  }
}

function noSecret(steps: readonly Step[]): ComplaintAt {
  return {
    steps,
    message: 'found no secretName, and the controller has no certificate for all hosts: it breaks off every connection',
    expected: 'the Secret that a Certificate fills',
    mend: 'name the Secret',
  };
}

/** A Secret that is not there at all is told by the rule secret-key. */
function* keysOf(
  steps: readonly Step[],
  secret: string,
  namespace: string,
  environment: EnvironmentObjects,
): Iterable<ComplaintAt> {
  const keys = secretsOf(environment).get(namespace)?.get(secret);
  if (keys === undefined || keys === 'any') return;
  const missing = KEYS.filter(key => !keys.has(key));
  if (missing.length === 0) return;
  yield {
    steps: [...steps, 'secretName'],
    message: `found ${shown(secret)}, a Secret without ${missing.join(' and ')}`,
    expected: `a Secret with ${KEYS.join(' and ')}: of a Certificate, or one that is declared`,
    mend: 'name the Secret that the Certificate fills',
  };
}

/** Names on the certificate, where a Certificate makes it. */
function* names(
  steps: readonly Step[],
  secret: string,
  hosts: readonly string[],
  namespace: string,
  environment: EnvironmentObjects,
): Iterable<ComplaintAt> {
  const certificate = environment
    .all('cert-manager.io/Certificate')
    .find(
      ({ object }) => object.metadata.namespace === namespace && valueAt(object, ['spec', 'secretName']) === secret,
    );
  if (certificate === undefined) return;
  const covered = texts(valueAt(certificate.object, ['spec', 'dnsNames']));
  for (const [index, host] of hosts.entries()) {
    if (covered.some(name => covers(name, host))) continue;
    yield {
      steps: [...steps, 'hosts', index],
      message: `found ${host}, but Certificate ${certificate.object.metadata.name} is for ${covered.join(', ')}`,
      expected: 'a host that the certificate names',
      mend: 'add the host to the Certificate’s dnsNames',
    };
  }
}

/** A certificate for a host that no rule has is never shown. */
function* hostsOf(steps: readonly Step[], hosts: readonly string[], { rules }: NginxIngress): Iterable<ComplaintAt> {
  const served = rules.flatMap(({ host }) => host ?? []);
  for (const [index, host] of hosts.entries()) {
    if (served.includes(host)) continue;
    yield {
      steps: [...steps, 'hosts', index],
      message: `found ${host}, which no rule of the Ingress serves`,
      expected: served.length === 0 ? 'a rule for the host' : `one of ${served.join(', ')}`,
      mend: 'add the rule, or take the host away',
    };
  }
}

function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith('*.') && name.slice(1) === host.slice(host.indexOf('.')));
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter(each => typeof each === 'string') : [];
}

const example =
  'tls: [{ hosts: [shop.example.com], secretName: shop-tls }] # beside Certificate with secretName: shop-tls';
const text: RuleTexts = {
  en: {
    rule: 'A certificate of an Ingress of class nginx comes from a Secret with tls.crt and tls.key, names its hosts, and its hosts are served.',
    reason: 'Without a usable certificate the controller breaks off connections, or browsers warn of a strange name.',
    example,
  },
  ko: {
    rule: 'nginx 클래스 Ingress의 인증서는 tls.crt와 tls.key가 있는 Secret에서 오고, 그 호스트를 담으며, 그 호스트는 서비스된다.',
    reason: '쓸 수 있는 인증서가 없으면 컨트롤러가 연결을 끊거나, 브라우저가 이름이 다르다고 경고한다.',
    example,
  },
};

/** Certificates of Ingresses of class nginx fit their hosts. */
export const nginxCertificate = environmentRule('nginx-certificate', text, function* (environment) {
  for (const ingress of nginxIngressesOf(environment)) {
    for (const complaint of complaintsOf(ingress, environment)) yield [ingress.manifest, complaint];
  }
});
