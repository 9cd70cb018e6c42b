import type { Construct } from 'constructs';
import { Bucket, type BucketSpec } from '../../../../imports/s3.services.k8s.aws';
import type { Fact } from '../../../model';
import { known, TracedConstruct } from '../../structure';
import { awsOf, awsTags } from '../aws-cloud';
import { type Grant, policyDocument } from '../grant';
import { ackMetadata, created } from '../ownership';
import { lifecycleRules } from './s3-lifecycle';

/** Objects whose names begin alike, and what becomes of them. */
export interface BucketPrefix {
  /** Beginning of the objects' names, ending in a slash (`logs/`). */
  readonly prefix: string;
  /** Days after which an object moves to the cheaper class Standard-IA, 30 or more. @default never */
  readonly infrequentAfterDays?: number;
  /** Days after which an object is removed. @default never */
  readonly expireAfterDays?: number;
}

/** Web pages of other origins that may read or write objects from a browser. */
export interface BucketCors {
  /** Origins with their scheme (`https://shop.example.com`). */
  readonly origins: Fact<readonly string[]>;
  readonly methods: readonly ('GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE')[];
  /** Request headers that a page may send. */
  readonly headers: readonly string[];
}

/** A bucket. The id is its name, unique in all of AWS. */
export interface S3BucketProps {
  readonly namespace: string;
  /** Everything that lies in the bucket: grants are given on one of these. */
  readonly prefixes: readonly BucketPrefix[];
  /** Days for which an overwritten or deleted object can be had back. */
  readonly keepOldVersionsDays: number;
  /** @default no page of another origin */
  readonly cors?: BucketCors;
}

/** Seconds for which a browser need not ask again whether it may. */
const CORS_MAX_AGE = 3600;

/**
 * A private bucket: encrypted, versioned, reached by TLS only, no access but by IAM
 * (docs/decisions/learn/097-one-bucket-by-prefixes.md).
 */
export class S3Bucket extends TracedConstruct {
  readonly bucketName: string;
  private readonly props: S3BucketProps;

  /** @throws when the name is none, or a prefix does not end in a slash or lies in another one. */
  constructor(scope: Construct, id: string, props: S3BucketProps) {
    super(scope, id);
    check(id, props);
    this.bucketName = id;
    this.props = props;
    new Bucket(this, 'bucket', {
      metadata: ackMetadata(this, { name: id, namespace: props.namespace, ownership: created(), stateful: true }),
      spec: this.spec(),
    });
  }

  get arn(): string {
    return `arn:aws:s3:::${this.bucketName}`;
  }

  /** Reading the objects of a prefix of the bucket, by name. */
  grantRead(prefix: string): Grant {
    return { sid: this.sid('Read', prefix), actions: ['s3:GetObject'], resources: [this.objects(prefix)] };
  }

  /** Writing objects of a prefix. Whoever may write may also end an upload in several parts; nobody removes a version. */
  grantWrite(prefix: string): Grant {
    return {
      sid: this.sid('Write', prefix),
      actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
      resources: [this.objects(prefix)],
    };
  }

  /** Listing the names of a prefix, and no others. */
  grantList(prefix: string): Grant {
    const sid = this.sid('List', prefix);
    const conditions = { StringLike: { 's3:prefix': `${prefix}*` } };
    return { sid, actions: ['s3:ListBucket'], resources: [this.arn], conditions };
  }

  private objects(prefix: string): string {
    if (this.props.prefixes.some(one => one.prefix === prefix)) return `${this.arn}/${prefix}*`;
    const names = this.props.prefixes.map(one => one.prefix).join(', ');
    throw new Error(`${this.bucketName} has no prefix ${prefix}; it has ${names}`);
  }

  /** `logs/archive/` → `WriteLogsArchive`: a Sid takes letters and digits only. */
  private sid(verb: string, prefix: string): string {
    this.objects(prefix);
    const words = prefix.split(/[^A-Za-z0-9]+/);
    return verb + words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  }

  private spec(): BucketSpec {
    const { cors } = this.props;
    return {
      name: this.bucketName,
      createBucketConfiguration: { locationConstraint: awsOf(this).region },
      // Access lists are off: only policies say who may.
      ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
      publicAccessBlock: {
        blockPublicAcLs: true,
        blockPublicPolicy: true,
        ignorePublicAcLs: true,
        restrictPublicBuckets: true,
      },
      encryption: {
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' }, bucketKeyEnabled: false }],
      },
      versioning: { status: 'Enabled' },
      lifecycle: { rules: lifecycleRules(this.props) },
      policy: this.tlsOnly(),
      ...(cors && {
        cors: {
          corsRules: [
            {
              allowedOrigins: [...known(cors.origins)],
              allowedMethods: [...cors.methods],
              allowedHeaders: [...cors.headers],
              exposeHeaders: ['ETag'],
              maxAgeSeconds: CORS_MAX_AGE,
            },
          ],
        },
      }),
      tagging: { tagSet: awsTags(this) },
    };
  }

  private tlsOnly(): string {
    return policyDocument([
      {
        sid: 'TlsOnly',
        effect: 'Deny',
        principal: '*',
        actions: ['s3:*'],
        resources: [this.arn, `${this.arn}/*`],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  }
}

function check(id: string, { prefixes }: S3BucketProps): void {
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(id)) {
    throw new Error(`${id}: S3 takes 3 to 63 lower-case letters, digits and hyphens, no hyphen first or last`);
  }
  for (const { prefix } of prefixes) {
    if (!/^[^/].*\/$/.test(prefix))
      throw new Error(`${id}: prefix ${prefix} must end in a slash and not begin with one`);
    const outer = prefixes.find(other => other.prefix !== prefix && prefix.startsWith(other.prefix));
    // Rules of both would act on the inner one's objects.
    if (outer) throw new Error(`${id}: prefix ${prefix} lies in ${outer.prefix}; keep them apart`);
  }
}
