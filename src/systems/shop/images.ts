import type { Construct } from 'constructs';
import { awsOf, EcrRepository } from '../../constructs/aws';
import { known, TracedConstruct } from '../../constructs/structure';
import type { Fact } from '../../model';
import { SERVICES, type ServiceName } from './service';

/** A registry that somebody else keeps, with its folder. */
export interface ImagesInRegistry {
  readonly type: 'registry';
  readonly registry: Fact<string>;
}

/** Repositories in ECR, made here, which look at every image for known holes when it is pushed (LP-13, LP-20). */
export interface ImagesInEcr {
  readonly type: 'ecr';
}

/** Where the shop's images lie, by kind. */
export type ImageValues = ImagesInRegistry | ImagesInEcr;

export interface ShopImagesProps {
  /** Namespace of the objects. */
  readonly namespace: string;
  readonly values: ImageValues;
}

/** Folder of the repositories in ECR. */
const FOLDER = 'shop';

/** Builds that stay: a release is one of the last thirty, or it would be built anew. */
const KEPT = 30;

/** The four images of the shop. */
export class ShopImages extends TracedConstruct {
  /** Registry and folder of all repositories, with the slash behind. */
  private readonly prefix: string;

  constructor(scope: Construct, id: string, { namespace, values }: ShopImagesProps) {
    super(scope, id);
    switch (values.type) {
      case 'registry':
        this.prefix = `${known(values.registry)}/`;
        return;
      case 'ecr': {
        const { account, region } = awsOf(this);
        this.prefix = `${account}.dkr.ecr.${region}.amazonaws.com/${FOLDER}/`;
        for (const name of SERVICES) {
          new EcrRepository(this, `${FOLDER}-${name}`, {
            namespace,
            repositoryName: `${FOLDER}/${name}`,
            keep: [{ tags: '*', last: KEPT }],
            expireUntaggedAfterDays: 7,
          });
        }
      }
    }
  }

  /** Repository of a service's image, without a tag. */
  repository(name: ServiceName): string {
    return this.prefix + name;
  }
}
