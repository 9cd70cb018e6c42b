import type { Construct } from 'constructs';
import type { ContractDeclaration } from '../../../model';
import { known } from '../../structure';
import { arnOf, iamArn } from '../aws-cloud';
import type { RetentionDays } from '../stores';
import { logRetention } from '../stores/log-retention';
import type { ExistingRestApi, RestApi } from './rest-api';
import type { Cors } from './rest-api-cors';

/** A fact about API Gateway that no ACK kind can make or keep (D-24), or that belongs to somebody else. */
export function contract(fact: Omit<ContractDeclaration, 'type'>): ContractDeclaration {
  return { type: 'contract', ...fact };
}

/** One line of text out of several values: `join` of a JMESPath list. */
export function oneLine(...values: readonly string[]): string {
  return `[${values.join(', ')}] | join(' ', @)`;
}

/** The method parameter that an integration maps the rest of the path from has to be declared where the method is. */
export function methodParameter({ name, region, requirements }: RestApi, source: ExistingRestApi): ContractDeclaration {
  const method = `--region ${region} --rest-api-id ${source.id} --resource-id ${known(source.proxyId)} --http-method ANY`;
  return contract({
    id: `${name}-path-parameter`,
    owner: 'terraform',
    statement:
      'The method ANY of /{proxy+} declares the request parameter method.request.path.proxy, and the stage ignores ' +
      'changes of its deployment (lifecycle ignore_changes = [deployment_id]).',
    make:
      `aws apigateway update-method ${method} ` +
      '--patch-operations op=add,path=/requestParameters/method.request.path.proxy,value=true',
    check: `aws apigateway get-method ${method} --query 'requestParameters."method.request.path.proxy"' --output text`,
    expect: 'True',
    requirements: [...requirements, 'D-25'],
  });
}

/** ACK makes an integration; one that is there already, it neither takes over nor changes the type of. */
export function freeMethod(
  { name, region, requirements }: RestApi,
  path: 'root' | 'proxy',
  source: ExistingRestApi,
): ContractDeclaration {
  const id = known(path === 'root' ? source.rootId : source.proxyId);
  const method = `--region ${region} --rest-api-id ${source.id} --resource-id ${id} --http-method ANY`;
  return contract({
    id: `${name}-${path}-integration`,
    owner: 'terraform',
    statement:
      `Terraform keeps no integration on ANY of the ${path} path of ${name}: a placeholder is removed there before the ` +
      'first sync, and what callers see stays as it is until the next deployment.',
    make: `aws apigateway delete-integration ${method}`,
    check: `aws apigateway get-integration ${method} --query "${oneLine('type', 'connectionType')}" --output text`,
    expect: 'HTTP_PROXY VPC_LINK',
    requirements: [...requirements, 'D-25'],
  });
}

/** A proxy integration adds no headers to answers: the application has to, and the gateway's own errors need theirs. */
export function readableAnswers(api: RestApi, { origin }: Cors): ContractDeclaration {
  const { name, region, idInShell, requirements } = api;
  const header = `gatewayresponse.header.Access-Control-Allow-Origin="'${origin}'"`;
  const put = (kind: string) =>
    `aws apigateway put-gateway-response --region ${region} --rest-api-id ${idInShell} --response-type ${kind} ` +
    `--response-parameters ${header}`;
  const get = (kind: string) =>
    `aws apigateway get-gateway-response --region ${region} --rest-api-id ${idInShell} --response-type ${kind} ` +
    `--query 'responseParameters."gatewayresponse.header.Access-Control-Allow-Origin"' --output text`;
  return contract({
    id: `${name}-cors-errors`,
    owner: 'platform team',
    statement:
      `Errors that API Gateway answers by itself carry Access-Control-Allow-Origin ${origin}; a new deployment has ` +
      'to follow. ACK has no kind for gateway responses.',
    make: `${put('DEFAULT_4XX')} && ${put('DEFAULT_5XX')}`,
    check: `${get('DEFAULT_4XX')} && ${get('DEFAULT_5XX')}`,
    expect: `'${origin}'\n'${origin}'`,
    requirements: [...requirements, 'D-24'],
  });
}

/** Whether the stage serves the snapshot that git wants: ACK objects tell Argo CD so only after a reconciliation. */
export function servedDeployment(api: RestApi, stage: { name: string; deployment: string }): ContractDeclaration {
  const served =
    `aws apigateway get-stage --region ${api.region} --rest-api-id ${api.idInShell} --stage-name ${stage.name} ` +
    '--query deploymentId --output text';
  const wanted =
    `kubectl --namespace ${api.namespace} get deployments.apigateway.services.k8s.aws ${stage.deployment} ` +
    "--output jsonpath='{.status.id}'";
  return contract({
    id: `${api.name}-${stage.name}-deployment`,
    owner: 'platform team',
    statement: `Stage ${stage.name} of ${api.name} serves the deployment that is in git.`,
    check: `test "$(${served})" = "$(${wanted})" && echo same`,
    expect: 'same',
    requirements: api.requirements,
  });
}

/** What {@link stageLogs} has to know. */
export interface StageLogs {
  readonly stage: string;
  readonly logGroup: string;
  /** The stage exists with its logs: check only. */
  readonly exists: boolean;
}

/** One line of JSON a request: enough to find a caller's request and where its time went. Never a body or a header. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  apiKeyId: '$context.identity.apiKeyId',
  requestTime: '$context.requestTime',
  httpMethod: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  protocol: '$context.protocol',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationStatus: '$context.integration.status',
  integrationLatency: '$context.integration.latency',
  wafStatus: '$context.waf.status',
  xrayTraceId: '$context.xrayTraceId',
};

/** Access and execution logs of a stage: the Stage of ACK can only read them (D-24). */
export function stageLogs(construct: Construct, api: RestApi, logs: StageLogs): ContractDeclaration {
  const stage = `--region ${api.region} --rest-api-id ${api.idInShell} --stage-name ${logs.stage}`;
  const group = arnOf(construct, 'logs', `log-group:${logs.logGroup}`);
  const replace = (path: string, value: string) => ({ op: 'replace', path, value });
  const operations = [
    replace('/accessLogSettings/destinationArn', group),
    replace('/accessLogSettings/format', JSON.stringify(ACCESS_LOG)),
    replace('/*/*/logging/loglevel', 'INFO'),
    replace('/*/*/logging/dataTrace', 'false'),
    replace('/*/*/metrics/enabled', 'true'),
  ];
  const facts = ['accessLogSettings.destinationArn', 'to_string(tracingEnabled)'];
  // Inside the shell's double quotes.
  if (!logs.exists) facts.push('methodSettings.\\"*/*\\".loggingLevel');
  return contract({
    id: `${api.name}-${logs.stage}-logs`,
    owner: logs.exists ? 'terraform' : 'platform team',
    statement:
      `Stage ${logs.stage} of ${api.name} writes access logs to ${logs.logGroup}` +
      (logs.exists ? ' and is traced by X-Ray.' : ', writes execution logs, and is traced by X-Ray.'),
    ...(!logs.exists && {
      make: `aws apigateway update-stage ${stage} --patch-operations '${JSON.stringify(operations)}'`,
    }),
    check: `aws apigateway get-stage ${stage} --query "${oneLine(...facts)}" --output text`,
    expect: logs.exists ? `${group} true` : `${group} true INFO`,
    requirements: [...api.requirements, 'D-24'],
  });
}

/** API Gateway writes execution logs with a role that is set once for the account and region. */
export function accountLogRole(construct: Construct, { region, requirements }: RestApi): ContractDeclaration {
  const role = 'apigateway-cloudwatch-logs';
  const policy = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const arn = iamArn(construct, `role/${role}`);
  return contract({
    id: 'apigateway-account-log-role',
    owner: 'platform team',
    statement: 'API Gateway of this account and region has a role that may write to CloudWatch Logs.',
    make:
      `aws iam create-role --role-name ${role} --assume-role-policy-document '${JSON.stringify(trust)}' && ` +
      `aws iam attach-role-policy --role-name ${role} --policy-arn ${policy} && ` +
      `aws apigateway update-account --region ${region} --patch-operations op=replace,path=/cloudwatchRoleArn,value=${arn}`,
    check: `aws apigateway get-account --region ${region} --query cloudwatchRoleArn --output text`,
    expect: arn,
    requirements: [...requirements, 'D-24'],
  });
}

/** API Gateway makes the group of a stage's execution logs itself, and its name holds the API's id (FP-11). */
export function executionLogRetention(
  construct: Construct,
  api: RestApi,
  stage: string,
  days: RetentionDays,
): ContractDeclaration {
  return logRetention(construct, {
    id: `${api.name}-${stage}-execution-log-retention`,
    logs: `The execution log of stage ${stage} of ${api.name}`,
    group: `API-Gateway-Execution-Logs_${api.idInShell}/${stage}`,
    days,
    owner: 'platform team',
    requirements: api.requirements,
  });
}
