import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { arnOf, AWS_APIS, everyResource, IrsaRole, type Grant } from '../../../constructs/aws';
import { Place, System, TracedConstruct } from '../../../constructs/structure';
import { ConfigMap, imageReference, irsa, Job, size, type Image } from '../../../constructs/workload';
import { SECURITY } from '../endpoints';
import { imagesOf } from './images';

export interface ImageScanProps {
  /** Name of the IAM role that pulls the images, unique in the account. */
  readonly role: string;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

const NAME = 'image-scan';

/** What the release pipeline takes, too. */
const IMAGE: Image = { repository: 'ghcr.io/aquasecurity/trivy', tag: '0.69.3' };

const SCRIPTS = '/scripts';

/** Layers of one image at a time, and what is known of holes. */
const CACHE = '/cache';

/** Any user but root. */
const USER = 10001;

/**
 * Looks for known holes in exactly the images that run, when a person asks (LP-19). The pipeline looks at an image before
 * it is pushed, and ECR when it comes; holes that become known while it runs only a later look finds. (decision 194)
 */
export class ImageScan extends TracedConstruct {
  constructor(scope: Construct, id: string, { role: name, requirements }: ImageScanProps) {
    super(scope, id);
    const system = System.of(this);
    const configMap = new ConfigMap(system.app, `${NAME}-scripts`, {
      namespace: SECURITY,
      data: { 'scan.sh': readFileSync(join(__dirname, 'scan.sh'), 'utf8') },
    });
    const role = new IrsaRole(system.cloud, name, {
      namespace: SECURITY,
      serviceAccount: { namespace: SECURITY, name: NAME },
      grants: pullGrants(this),
      boundary: `${name}-boundary`,
      requirements,
    });
    new Job(system.app, NAME, {
      namespace: SECURITY,
      run: 'on-demand',
      image: IMAGE,
      command: ['/bin/sh', `${SCRIPTS}/scan.sh`],
      size: size('250m', '512Mi', '1', '1536Mi'),
      user: USER,
      env: { HOME: '/tmp', IMAGES: this.images(), TMPDIR: CACHE, TRIVY_CACHE_DIR: CACHE },
      files: [{ path: SCRIPTS, configMap }],
      writable: [
        { path: CACHE, sizeLimit: '8Gi' },
        { path: '/tmp', sizeLimit: '64Mi' },
      ],
      deadline: Duration.hours(1),
      retries: 0,
      // ECR and the other registries are at public addresses, all of them.
      calls: [AWS_APIS],
      identity: irsa(role.arn),
    });
  }

  /** One a line, its own among them. Asked for when all systems are there: those of systems that come later run, too. */
  private images(): string {
    const own = imageReference(IMAGE);
    const produce = (): string => [...new Set([own, ...imagesOf(Place.of(this), NAME)])].sort().join('\n');
    return Lazy.any({ produce }) as string;
  }
}

/** Pulling from the account's own registry; the others want no name. */
function pullGrants(construct: Construct): readonly Grant[] {
  return [
    {
      sid: 'Login',
      actions: ['ecr:GetAuthorizationToken'],
      resources: everyResource('ECR authorises it on no resource but "*"'),
    },
    {
      sid: 'PullImages',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [arnOf(construct, 'ecr', 'repository/*')],
    },
  ];
}
