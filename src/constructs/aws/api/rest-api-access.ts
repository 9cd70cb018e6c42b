import type { ContractDeclaration } from '../../../model';
import type { RestApi } from './rest-api';
import { contract, oneLine } from './rest-api-contract';

/** How much one API key may ask. */
export interface KeyLimit {
  /** Name of the API key, and of the plan. */
  readonly key: string;
  readonly requestsPerMinute: number;
  /** Requests that may come at once. AWS refills them at the rate a minute. */
  readonly burst: number;
  /** Id of the contract. @default `<api>-usage-plan` */
  readonly contract?: string;
}

/** Rate limit of an API key: usage plans have no ACK kind (D-24). A plan's rate is a second's; quotas know no minute. */
export function usagePlan(api: RestApi, stage: string, limit: KeyLimit): ContractDeclaration {
  const { region } = api;
  const rate = (limit.requestsPerMinute / 60).toFixed(2);
  const mine = `items[?name=='${limit.key}']`;
  const planId = `$(aws apigateway get-usage-plans --region ${region} --query "${mine}.id" --output text)`;
  const keyId = `$(aws apigateway get-api-keys --region ${region} --query "${mine}.id" --output text)`;
  const facts = oneLine('to_string(throttle.rateLimit)', 'to_string(throttle.burstLimit)', 'apiStages[0].stage');
  return contract({
    id: limit.contract ?? `${api.name}-usage-plan`,
    owner: 'platform team',
    statement:
      `API key ${limit.key} may make ${limit.requestsPerMinute} requests a minute (${rate} a second, ${limit.burst} ` +
      `at once) on stage ${stage}. The limit is a key's, so more callers need more keys (D-12).`,
    make:
      `aws apigateway create-usage-plan --region ${region} --name ${limit.key} ` +
      `--throttle rateLimit=${rate},burstLimit=${limit.burst} --api-stages apiId=${api.idInShell},stage=${stage} && ` +
      `aws apigateway create-usage-plan-key --region ${region} --usage-plan-id ${planId} --key-type API_KEY --key-id ${keyId}`,
    check: `aws apigateway get-usage-plans --region ${region} --query "${mine} | [0].${facts}" --output text`,
    expect: `${rate} ${limit.burst} ${stage}`,
    requirements: [...api.requirements, 'D-12', 'D-24'],
  });
}

/** A name of one's own for a stage: domain names and base-path mappings have no ACK kind (D-24). */
export interface CustomDomain {
  readonly domain: string;
  /** Who makes it. */
  readonly owner: string;
}

/** The stage under a name of one's own, at its root. */
export function customDomain(api: RestApi, stage: string, props: CustomDomain): ContractDeclaration {
  const { region } = api;
  const { domain } = props;
  const certificate = `CertificateSummaryList[?DomainName=='${domain}'].CertificateArn`;
  return contract({
    id: `${api.name}-domain`,
    owner: props.owner,
    statement:
      `${domain} is a regional custom domain of API Gateway with TLS 1.2 or newer, its root is stage ${stage} of ` +
      `${api.name}, and DNS has an alias from ${domain} to its regional domain name. Its ACM certificate is issued.`,
    make:
      `aws apigateway create-domain-name --region ${region} --domain-name ${domain} --endpoint-configuration types=REGIONAL ` +
      `--security-policy TLS_1_2 --regional-certificate-arn ` +
      `$(aws acm list-certificates --region ${region} --query "${certificate}" --output text) && ` +
      `aws apigateway create-base-path-mapping --region ${region} --domain-name ${domain} --rest-api-id ${api.idInShell} --stage ${stage}`,
    check:
      `aws apigateway get-base-path-mappings --region ${region} --domain-name ${domain} ` +
      `--query "items[0].${oneLine('basePath', 'stage')}" --output text`,
    expect: `(none) ${stage}`,
    requirements: [...api.requirements, 'D-24'],
  });
}

/** The web ACL in front of a stage: associations have no ACK kind (D-24). */
export function webAclAssociation(api: RestApi, stage: string, webAcl: string): ContractDeclaration {
  const { region } = api;
  const target = `--region ${region} --resource-arn arn:aws:apigateway:${region}::/restapis/${api.idInShell}/stages/${stage}`;
  const lookup = `aws wafv2 list-web-acls --region ${region} --scope REGIONAL --query "WebACLs[?Name=='${webAcl}'].ARN"`;
  return contract({
    id: `${api.name}-${stage}-waf`,
    owner: 'platform team',
    statement: `Web ACL ${webAcl} stands in front of stage ${stage} of ${api.name}.`,
    make: `aws wafv2 associate-web-acl ${target} --web-acl-arn $(${lookup} --output text)`,
    check: `aws wafv2 get-web-acl-for-resource ${target} --query WebACL.Name --output text`,
    expect: webAcl,
    requirements: [...api.requirements, 'D-24'],
  });
}
