import type { Construct } from 'constructs';
import { ApiKey as AckApiKey } from '../../../../imports/apigateway.services.k8s.aws';
import { TracedConstruct } from '../../structure';
import { awsOf, awsTagMap } from '../aws-cloud';
import { created } from '../ownership';
import { apiMetadata } from './rest-api-order';

export interface ApiKeyProps {
  readonly namespace: string;
  /** Who calls with it. */
  readonly description: string;
  /** Requirements that its contract answers. */
  readonly requirements: readonly string[];
}

/**
 * An API key; the construct's id is its name. AWS chooses the value, git never sees it: the caller is given it once,
 * out of AWS. It allows nothing until a usage plan holds it. (FP-10)
 */
export class ApiKey extends TracedConstruct {
  constructor(scope: Construct, name: string, props: ApiKeyProps) {
    super(scope, name);
    new AckApiKey(this, 'key', {
      // A deleted key locks its callers out, and nobody knows its value again.
      metadata: apiMetadata(this, 'api', {
        name,
        namespace: props.namespace,
        ownership: created(),
        stateful: true,
      }),
      spec: { name, description: props.description, enabled: true, tags: awsTagMap(this) },
    });
    this.handover(name, props.requirements);
  }

  private handover(name: string, requirements: readonly string[]): void {
    const { region } = awsOf(this);
    const mine = `items[?name=='${name}']`;
    this.declare({
      type: 'contract',
      id: `${name}-handover`,
      owner: 'platform team',
      statement: `The value of API key ${name} is in Secrets Manager as ${name}/api-key, for its callers, and nowhere else.`,
      make:
        `aws apigateway get-api-keys --region ${region} --include-values --query "${mine}.value" --output text | ` +
        `tr -d '\\n' | aws secretsmanager create-secret --region ${region} --name ${name}/api-key --secret-string file:///dev/stdin`,
      check: `aws secretsmanager describe-secret --region ${region} --secret-id ${name}/api-key --query Name --output text`,
      expect: `${name}/api-key`,
      requirements,
    });
  }
}
