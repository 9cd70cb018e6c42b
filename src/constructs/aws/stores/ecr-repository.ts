import type { Construct } from 'constructs';
import { Repository } from '../../../../imports/ecr.services.k8s.aws';
import { TracedConstruct } from '../../structure';
import { arnOf, awsOf, awsTags } from '../aws-cloud';
import { ackMetadata, created } from '../ownership';

/** Images whose tag matches are kept: the newest `last` of them. */
export interface TagRetention {
  /** Pattern of tags, `*` for any number of characters (`prod-*`). */
  readonly tags: string;
  /** Number of images, the newest by push. */
  readonly last: number;
}

/** A repository of container images. */
export interface EcrRepositoryProps {
  readonly namespace: string;
  /** Name in ECR, which may have folders (`shop/orders`). @default the id, which is always the object's name */
  readonly repositoryName?: string;
  /**
   * Which tagged images stay. The first pattern that an image matches decides: a later one never removes what an
   * earlier one keeps.
   */
  readonly keep: readonly TagRetention[];
  /** Days after which an image that no tag names is removed. */
  readonly expireUntaggedAfterDays: number;
}

/** Images in ECR: scanned when pushed, tags that never move, old images removed (FD-09). */
export class EcrRepository extends TracedConstruct {
  private readonly repositoryName: string;

  constructor(scope: Construct, id: string, props: EcrRepositoryProps) {
    super(scope, id);
    this.repositoryName = props.repositoryName ?? id;
    new Repository(this, 'repository', {
      metadata: ackMetadata(this, { name: id, namespace: props.namespace, ownership: created(), stateful: true }),
      spec: {
        name: this.repositoryName,
        imageScanningConfiguration: { scanOnPush: true },
        imageTagMutability: 'IMMUTABLE',
        // The registry's own key costs nothing (FD-15); images hold no personal data.
        encryptionConfiguration: { encryptionType: 'AES256' },
        lifecyclePolicy: lifecycle(props),
        tags: awsTags(this),
      },
    });
  }

  /** Where images are pushed and pulled, without tag: `<account>.dkr.ecr.<region>.amazonaws.com/<name>`. */
  get uri(): string {
    const { account, region } = awsOf(this);
    return `${account}.dkr.ecr.${region}.amazonaws.com/${this.repositoryName}`;
  }

  get arn(): string {
    return arnOf(this, 'ecr', `repository/${this.repositoryName}`);
  }
}

/** ECR never lets a rule remove an image that a rule before it has counted. */
function lifecycle({ keep, expireUntaggedAfterDays }: EcrRepositoryProps): string {
  const action = { type: 'expire' };
  const untagged = {
    rulePriority: 1,
    description: `Remove untagged images after ${expireUntaggedAfterDays} days`,
    selection: {
      tagStatus: 'untagged',
      countType: 'sinceImagePushed',
      countUnit: 'days',
      countNumber: expireUntaggedAfterDays,
    },
    action,
  };
  const tagged = keep.map(({ tags, last }, index) => ({
    rulePriority: index + 2,
    description: `Keep the last ${last} images tagged ${tags}`,
    selection: { tagStatus: 'tagged', tagPatternList: [tags], countType: 'imageCountMoreThan', countNumber: last },
    action,
  }));
  return JSON.stringify({ rules: [untagged, ...tagged] }, null, 2);
}
