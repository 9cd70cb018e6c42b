import type { Construct } from 'constructs';
import { arnOf, awsOf, EcrRepository } from '../../constructs/aws';
import { TracedConstruct } from '../../constructs/structure';

/**
 * Whether the repository is made here. Both places of FabLink share one account and one repository: an image is built
 * once, runs in the first place, and the second pulls the same digest.
 */
export type FablinkImagesSource = 'made-here' | 'made-elsewhere';

/** What differs between the images of two places. */
export interface FablinkImagesValues {
  readonly source: FablinkImagesSource;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

export interface FablinkImagesProps extends FablinkImagesValues {
  /** Namespace of the objects. */
  readonly namespace: string;
}

/** Name of the repository and of the image (FD-04, FD-09). */
const REPOSITORY = 'fablink-backend';

/** Tag that a release to production adds to an image, with the git revision: such images outlive the others. */
const RELEASED = 'prod-*';

/** Where the backend's images lie. (FD-09) */
export class FablinkImages extends TracedConstruct {
  /** Repository of the backend's image, without a tag. */
  readonly repository: string;

  constructor(scope: Construct, id: string, { namespace, source, requirements }: FablinkImagesProps) {
    super(scope, id);
    const { account, region } = awsOf(this);
    this.repository = `${account}.dkr.ecr.${region}.amazonaws.com/${REPOSITORY}`;
    switch (source) {
      case 'made-here':
        new EcrRepository(this, REPOSITORY, {
          namespace,
          // Fifty releases are about a year of weekly ones; thirty builds are a fortnight of work. Storage stays cheap (FD-15).
          keep: [
            { tags: RELEASED, last: 50 },
            { tags: '*', last: 30 },
          ],
          expireUntaggedAfterDays: 7,
        });
        break;
      case 'made-elsewhere':
        this.declareRepository(requirements);
        break;
    }
  }

  private declareRepository(requirements: readonly string[]): void {
    this.declare({
      type: 'contract',
      id: `${REPOSITORY}-repository`,
      owner: 'the environment that makes it',
      statement: `Repository ${arnOf(this, 'ecr', `repository/${REPOSITORY}`)} exists and its tags never move.`,
      check:
        `aws ecr describe-repositories --repository-names ${REPOSITORY} ` +
        "--query 'repositories[0].imageTagMutability' --output text",
      expect: 'IMMUTABLE',
      requirements,
    });
    this.declare({
      type: 'contract',
      id: `${REPOSITORY}-released-tag`,
      owner: 'release pipeline',
      statement:
        'A release tags its image prod-<git revision> before the digest is written here; the repository would ' +
        'remove it after thirty newer builds otherwise.',
      check:
        `aws ecr describe-images --repository-name ${REPOSITORY} --image-ids imageDigest=<digest that runs> ` +
        "--query 'imageDetails[0].imageTags' --output text | tr '\\t' '\\n' | grep --count ^prod-",
      expect: '1',
      requirements,
    });
  }
}
