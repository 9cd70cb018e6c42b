import type { Construct } from 'constructs';
import { AWS_APIS, awsOf, S3Bucket, type Grant } from '../../constructs/aws';
import { known, TracedConstruct } from '../../constructs/structure';
import type { Endpoint, Fact } from '../../model';
import { BENCHMARKS } from './endpoints';

/** No bucket: main refuses uploads. */
export interface NoUploads {
  readonly type: 'none';
}

/** A bucket of S3 for everything that the document keeps there (LP-07). */
export interface UploadsInS3 {
  readonly type: 's3';
  /** Name of the bucket, unique in all of AWS. */
  readonly bucket: Fact<string>;
  /** Where the shop's pages come from: they alone may send and fetch files from a browser. */
  readonly origins: Fact<readonly string[]>;
}

/** Where files go that users upload, by kind. */
export type UploadValues = NoUploads | UploadsInS3;

export interface ShopUploadsProps {
  /** Namespace of the object. */
  readonly namespace: string;
  readonly values: UploadValues;
}

/** Folders of the bucket: what users send, the shop's pictures, old logs, results of kube-bench (LP-07). */
const FOLDERS = { uploads: 'uploads/', static: 'static/', logs: 'logs/', benchmarks: BENCHMARKS } as const;

/**
 * Files of the shop. main alone has rights: it signs addresses at which a browser sends or fetches one file
 * (docs/decisions/learn/101-the-browser-speaks-to-s3.md).
 */
export class ShopUploads extends TracedConstruct {
  /** What main reads from its environment. */
  readonly settings: Readonly<Record<string, string>>;
  /** What main may do in AWS. */
  readonly grants: readonly Grant[];
  /** What main calls for it. */
  readonly calls: readonly Endpoint[];
  /** What `POST /api/upload` does, in words, and the status that it answers. */
  readonly promise: string;
  readonly answer: '201' | '503';

  constructor(scope: Construct, id: string, { namespace, values }: ShopUploadsProps) {
    super(scope, id);
    switch (values.type) {
      case 'none':
        this.settings = { UPLOAD_STORE: 'none' };
        this.promise = 'Where UPLOAD_STORE is none, POST /api/upload answers 503; nothing else changes.';
        this.answer = '503';
        this.grants = [];
        this.calls = [];
        return;
      case 's3': {
        const bucket = this.bucket(namespace, values);
        this.settings = {
          AWS_REGION: awsOf(this).region,
          STATIC_PREFIX: FOLDERS.static,
          UPLOAD_BUCKET: bucket.bucketName,
          UPLOAD_PREFIX: FOLDERS.uploads,
          UPLOAD_STORE: 's3',
        };
        this.grants = [
          bucket.grantRead(FOLDERS.static),
          bucket.grantRead(FOLDERS.uploads),
          bucket.grantWrite(FOLDERS.uploads),
        ];
        this.promise =
          'Where UPLOAD_STORE is s3, POST /api/upload answers 201 with an address, good for minutes, at which the browser ' +
          'puts one file below UPLOAD_PREFIX of UPLOAD_BUCKET; main signs it with its role.';
        this.answer = '201';
        // S3 and STS, which changes the pod's token into rights.
        this.calls = [AWS_APIS];
      }
    }
  }

  private bucket(namespace: string, { bucket, origins }: UploadsInS3): S3Bucket {
    return new S3Bucket(this, known(bucket), {
      namespace,
      prefixes: [
        { prefix: FOLDERS.static },
        { prefix: FOLDERS.uploads, infrequentAfterDays: 90 },
        { prefix: FOLDERS.logs, infrequentAfterDays: 30, expireAfterDays: 365 },
        { prefix: FOLDERS.benchmarks, expireAfterDays: 365 },
      ],
      keepOldVersionsDays: 30,
      cors: { origins, methods: ['GET', 'PUT'], headers: ['content-type', 'content-md5'] },
    });
  }
}
