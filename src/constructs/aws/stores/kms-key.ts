import type { Construct } from 'constructs';
import { Alias, Key, type KeyProps } from '../../../../imports/kms.services.k8s.aws';
import { TracedConstruct } from '../../structure';
import { awsOf, awsTags, iamArn } from '../aws-cloud';
import { policyDocument, type Statement } from '../grant';
import { ackMetadata, created } from '../ownership';

/** Services that may use a key on behalf of those who use the service. */
export type KeyService = 'dynamodb' | 'rds' | 'secretsmanager';

/** A customer-managed key. The id is the alias too: `alias/<id>`. */
export interface KmsKeyProps {
  readonly namespace: string;
  /** What the key encrypts. KMS never lets it change. */
  readonly description: string;
  /** Services through which the key is used; nobody uses it directly. */
  readonly usedThrough: readonly KeyService[];
  /** Other regions that hold a copy of it. Whether there are any can never change in KMS. @default none */
  readonly copiedTo?: readonly string[];
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** Symmetric key with yearly rotation, an alias, and a policy that separates keeping it from using it. */
export class KmsKey extends TracedConstruct {
  /** Alias of the key, `alias/<id>`. */
  readonly alias: string;
  /** Name of the Key object, for references of other ACK objects. */
  readonly objectName: string;

  constructor(scope: Construct, id: string, props: KmsKeyProps) {
    super(scope, id);
    this.alias = `alias/${id}`;
    this.objectName = id;
    const metadata = ackMetadata(this, {
      name: id,
      namespace: props.namespace,
      ownership: created(),
      stateful: true,
    });
    new Key(this, 'key', { metadata, spec: this.spec(props) });
    new Alias(this, 'alias', {
      metadata,
      spec: { name: this.alias, targetKeyRef: { from: { name: id, namespace: props.namespace } } },
    });
    for (const region of props.copiedTo ?? []) this.declareCopy(region, props.requirements);
  }

  private spec(props: KmsKeyProps): KeyProps['spec'] {
    return {
      description: props.description,
      enableKeyRotation: true,
      multiRegion: (props.copiedTo ?? []).length > 0,
      policy: policyDocument([this.administration(), this.use(props.usedThrough)]),
      tags: awsTags(this).map(({ key, value }) => ({ tagKey: key, tagValue: value })),
    };
  }

  /** The account's own IAM policies decide who keeps the key. Keeping it does not include decrypting with it. */
  private administration(): Statement {
    return {
      sid: 'KeepTheKey',
      effect: 'Allow',
      principal: { AWS: iamArn(this, 'root') },
      actions: ADMINISTRATION,
      resources: ['*'],
    };
  }

  /**
   * AWS's own pattern for keys of a service: whoever in the account may use the service there may use the key through
   * it, and no other way. In a key's policy "*" means the key itself.
   */
  private use(services: readonly KeyService[]): Statement {
    const { account, region } = awsOf(this);
    const via = [...services].sort().map(service => `${service}.${region}.amazonaws.com`);
    return {
      sid: 'UseThroughServices',
      effect: 'Allow',
      principal: { AWS: '*' },
      actions: KEY_USE,
      resources: ['*'],
      conditions: { StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': via } },
    };
  }

  /** ACK has no kind for the copy of a key. Its policy names its own region's services. */
  private declareCopy(copy: string, requirements: readonly string[]): void {
    const { region } = awsOf(this);
    const primary = `$(aws kms describe-key --region ${region} --key-id ${this.alias} --query KeyMetadata.KeyId --output text)`;
    const policy =
      `$(aws kms get-key-policy --region ${region} --key-id "${primary}" --policy-name default --query Policy ` +
      `--output text | sed s/${region}/${copy}/g)`;
    this.declare({
      type: 'contract',
      id: `${this.objectName}-${copy}`,
      owner: 'platform team',
      statement: `Key ${this.objectName} has a copy in ${copy}; its ARN stands in the environment's values.`,
      make: `aws kms replicate-key --region ${region} --key-id "${primary}" --replica-region ${copy} --policy "${policy}"`,
      check: `aws kms describe-key --region ${copy} --key-id "${primary}" --query KeyMetadata.KeyState --output text`,
      expect: 'Enabled',
      requirements,
    });
  }
}

/** How an ACK object names its key: by reference to a key of ours, or by the ARN of one that exists. */
export type EncryptedWith = KmsKey | string;

const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:ReplicateKey',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

/** What services do with a key on behalf of those who use them. */
export const KEY_USE: readonly string[] = [
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];
