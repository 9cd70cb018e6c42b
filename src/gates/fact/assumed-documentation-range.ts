import type { AssumedFact, Cluster, Finding, ModelEnvironment, Rule } from '../../model';
import { valuesIn, type FoundValue, type ValueKind } from './documentation-values';
import { isAssumed } from '../../objects/fact-value';

const code = 'assumed-documentation-range';

const EXPECTED: Readonly<Record<ValueKind, string>> = {
  address: 'a range for documentation: 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 or 2001:db8::/32',
  account: 'an account for documentation: 111122223333, 123456789012 or 444455556666',
  domain: 'a name for documentation: example.com, example.org, example.net, or one that ends in .test',
  identifier: 'an identifier for documentation, with the digits 0123456789abcdef',
};

/** Names that belong to a cloud or to the cluster itself: there the assumed part stands before them. */
const SERVICES =
  /(?:^|\.)(?:amazonaws\.com|aws\.amazon\.com|azure\.com|azurecr\.io|microsoftonline\.com|windows\.net|githubusercontent\.com|github\.com|docker\.io|gcr\.io|ghcr\.io|quay\.io|k8s\.io|kubernetes\.io|cluster\.internal)$/i;

/** Accounts that the environment states as given. */
function givenAccounts({ cloud, registries }: Cluster): ReadonlySet<string> {
  const account = cloud.type === 'aws' && !isAssumed(cloud.account) ? [cloud.account] : [];
  return new Set([...account, ...registries].flatMap(text => /\d{12}/.exec(text)?.[0] ?? []));
}

function isAllowed({ kind, text, documentation }: FoundValue, accounts: ReadonlySet<string>): boolean {
  if (documentation) return true;
  return kind === 'account' ? accounts.has(text) : kind === 'domain' && SERVICES.test(text);
}

function checked(environment: ModelEnvironment, { path, value }: AssumedFact): readonly Finding[] {
  const accounts = givenAccounts(environment.cluster);
  return valuesIn(value)
    .filter(found => !isAllowed(found, accounts))
    .map(({ kind, text }) => {
      const { name, source } = environment;
      return {
        code,
        message: `found the ${kind} ${text} in an assumed value: it may be somebody's`,
        where: { environment: name, path, ...(source === undefined ? {} : { source }) },
        expected: EXPECTED[kind],
        mend: 'assume a value that is reserved for documentation; if a document gives this one, state it without assumed(…)',
      };
    });
}

const example = "vpcCidr: assumed('192.0.2.0/24', 'the document names subnets, not ranges')";

/** What is assumed belongs to nobody (ALL-03). */
export const assumedDocumentationRange: Rule = {
  code,
  text: {
    en: {
      rule: 'Addresses, accounts, domains and cloud identifiers that are assumed come from the ranges reserved for documentation.',
      reason:
        'An invented value that looks real is taken for real: traffic, rights or costs go to whoever happens to own it.',
      example,
    },
    ko: {
      rule: '가정한 주소, 계정, 도메인, 클라우드 식별자는 문서용으로 예약된 범위에서 고른다.',
      reason: '진짜처럼 지어낸 값은 진짜로 받아들여진다. 트래픽이나 권한, 비용이 우연히 그 값의 주인에게 간다.',
      example,
    },
  },
  check: model =>
    model.environments.flatMap(environment => environment.assumed.flatMap(fact => checked(environment, fact))),
};
