import type { Manifest } from '../../model';
import { objectName } from '../finding';
import { environmentRule } from '../reference/reference-rule';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { nginxIngressesOf, type HostRule, type NginxIngress } from './nginx-ingresses';

/** One rule of one Ingress. */
type Claim = readonly [ingress: NginxIngress, rule: HostRule];

/** What the controller asks of the rules of one Ingress. */
function* formOf({ type, rules, manifest }: NginxIngress): Iterable<ComplaintAt> {
  for (const { steps, host, paths } of rules) {
    if (host === undefined) {
      yield {
        steps,
        message: 'found a rule without a host, which the controller refuses',
        expected: 'a host in every rule',
        mend: 'name the host',
      };
    }
    if (type === 'master' && paths > 0) {
      yield {
        steps: [...steps, 'http'],
        message: 'found paths in a master, which the controller refuses',
        expected: 'the host alone; its minions bring the paths',
        mend: 'move the paths into a minion',
      };
    }
    if (type === 'minion' && paths === 0) {
      yield {
        steps,
        message: 'found a minion without paths, which the controller refuses',
        expected: 'at least one path',
        mend: 'add the paths, or take the Ingress away',
      };
    }
  }
  if (type !== 'alone' && rules.length !== 1) {
    yield {
      steps: ['spec', 'rules'],
      message: `found ${rules.length} rules in a ${type}, which takes one`,
      expected: 'one rule',
      mend: 'make one Ingress of each host',
    };
  }
  const { tls } = (manifest.object.spec ?? {}) as { readonly tls?: readonly unknown[] };
  if (type === 'minion' && tls !== undefined && tls.length > 0) {
    yield {
      steps: ['spec', 'tls'],
      message: 'found a certificate in a minion, which the controller refuses',
      expected: 'the certificate in the master',
      mend: 'move tls to the master',
    };
  }
}

/** A host has one Ingress, or one master and its minions. The first in order of paths is the host's. */
function* sharingOf(host: string, claims: readonly Claim[]): Iterable<readonly [Manifest, ComplaintAt]> {
  const master = claims.find(([{ type }]) => type === 'master')?.[0];
  const alone = claims.filter(([{ type }]) => type !== 'minion');
  const [owner] = alone[0] ?? [];
  const twice = alone.slice(1).map(([ingress, rule]) => {
    const at = [...rule.steps, 'host'];
    return [ingress.manifest, claimed(host, owner === undefined ? '' : objectName(owner.manifest.object), at)] as const;
  });
  yield* twice;
  if (master !== undefined) return;
  for (const [{ type, manifest }, { steps }] of claims) {
    if (type !== 'minion') continue;
    yield [
      manifest,
      {
        steps: [...steps, 'host'],
        message: `found a minion of ${host}, which has no master: the controller passes it over`,
        expected: 'an Ingress with the annotation nginx.org/mergeable-ingress-type: master and the same host',
        mend: 'add the master, or take the annotation away',
      },
    ];
  }
}

function claimed(host: string, owner: string, steps: ComplaintAt['steps']): ComplaintAt {
  return {
    steps,
    message: `found ${host}, which ${owner} has already: the controller gives a host to the older Ingress and passes the other over`,
    expected: 'one Ingress a host, or a master and minions',
    mend: `add the paths to ${owner}, or make that the master and this a minion`,
  };
}

const example = 'rules: [{ host: shop.example.com, http: { paths: [...] } }] # the only Ingress with this host';
const text: RuleTexts = {
  en: {
    rule: 'Each host of class nginx belongs to one Ingress of the environment, or to one master with minions of the controller’s form.',
    reason:
      'Of two Ingresses with one host the controller serves the older and passes the other over: its paths answer 404, which only an event tells.',
    example,
  },
  ko: {
    rule: 'nginx 클래스의 호스트는 환경 안에서 Ingress 하나에만, 또는 컨트롤러가 요구하는 형식의 master 하나와 minion들에만 속한다.',
    reason:
      '같은 호스트를 가진 Ingress가 둘이면 컨트롤러는 먼저 만들어진 것만 서비스하고 다른 하나는 무시한다. 그 경로는 404를 답하고, 이벤트에만 남는다.',
    example,
  },
};

/** One host, one Ingress. */
export const nginxHost = environmentRule('nginx-host', text, function* (environment) {
  const claims = new Map<string, Claim[]>();
  for (const ingress of nginxIngressesOf(environment)) {
    for (const complaint of formOf(ingress)) yield [ingress.manifest, complaint];
    for (const rule of ingress.rules) {
      if (rule.host !== undefined) claims.set(rule.host, [...(claims.get(rule.host) ?? []), [ingress, rule]]);
    }
  }
  for (const [host, all] of claims) yield* sharingOf(host, all);
});
