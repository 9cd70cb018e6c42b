import { S3Bucket, type S3BucketProps } from '../../../../src/constructs/aws';
import { objectOf, testSystem } from '../../place';
import { complaintsAbout } from '../complaints';

const PROPS: S3BucketProps = {
  namespace: 'shop',
  prefixes: [
    { prefix: 'static/' },
    { prefix: 'logs/', infrequentAfterDays: 30, expireAfterDays: 365 },
    { prefix: 'kube-bench/', expireAfterDays: 90 },
  ],
  keepOldVersionsDays: 30,
  cors: { origins: ['https://shop.example.com'], methods: ['PUT', 'GET'], headers: ['content-type'] },
};

function bucket(props: Partial<S3BucketProps> = {}, id = 'shop-files') {
  const system = testSystem();
  const made = new S3Bucket(system.cloud, id, { ...PROPS, ...props });
  return { system, made, spec: objectOf(system, 'Bucket', id).spec as Record<string, unknown> };
}

test('a bucket is closed to the public, encrypted and versioned, and access lists are off', () => {
  expect(bucket().spec).toMatchObject({
    name: 'shop-files',
    createBucketConfiguration: { locationConstraint: 'ap-northeast-2' },
    ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
    publicAccessBlock: {
      blockPublicACLs: true,
      blockPublicPolicy: true,
      ignorePublicACLs: true,
      restrictPublicBuckets: true,
    },
    encryption: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
    versioning: { status: 'Enabled' },
  });
});

test('nobody reaches it without TLS', () => {
  expect(JSON.parse(String(bucket().spec.policy))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:*'],
        Resource: ['arn:aws:s3:::shop-files', 'arn:aws:s3:::shop-files/*'],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
});

test('each prefix has its own end, old versions and unfinished uploads have one everywhere, and every rule has a filter', () => {
  expect(bucket().spec.lifecycle).toEqual({
    rules: [
      {
        id: 'whole-bucket',
        status: 'Enabled',
        filter: { prefix: '' },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
      },
      {
        id: 'logs',
        status: 'Enabled',
        filter: { prefix: 'logs/' },
        transitions: [{ days: 30, storageClass: 'STANDARD_IA' }],
        expiration: { days: 365 },
      },
      { id: 'kube-bench', status: 'Enabled', filter: { prefix: 'kube-bench/' }, expiration: { days: 90 } },
    ],
  });
});

test('pages of the named origins may use it from a browser, and without names no page may', () => {
  expect(bucket().spec.cors).toEqual({
    corsRules: [
      {
        allowedOrigins: ['https://shop.example.com'],
        allowedMethods: ['PUT', 'GET'],
        allowedHeaders: ['content-type'],
        exposeHeaders: ['ETag'],
        maxAgeSeconds: 3600,
      },
    ],
  });
  expect(bucket({ cors: undefined }).spec).not.toHaveProperty('cors');
});

test('a bucket is never deleted, and every field is known', () => {
  expect(complaintsAbout(bucket().system)).toEqual([]);
});

test('grants reach one prefix and no further', () => {
  const { made } = bucket();
  expect([made.grantRead('static/'), made.grantWrite('kube-bench/'), made.grantList('logs/')]).toEqual([
    { sid: 'ReadStatic', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::shop-files/static/*'] },
    {
      sid: 'WriteKubeBench',
      actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
      resources: ['arn:aws:s3:::shop-files/kube-bench/*'],
    },
    {
      sid: 'ListLogs',
      actions: ['s3:ListBucket'],
      resources: ['arn:aws:s3:::shop-files'],
      conditions: { StringLike: { 's3:prefix': 'logs/*' } },
    },
  ]);
  expect(() => made.grantRead('secret/')).toThrow(
    'shop-files has no prefix secret/; it has static/, logs/, kube-bench/',
  );
});

test('names and prefixes that S3 refuses, or that overlap, are refused', () => {
  expect(() => bucket({}, 'Shop_Files')).toThrow('S3 takes 3 to 63 lower-case letters');
  expect(() => bucket({ prefixes: [{ prefix: 'static' }] })).toThrow('prefix static must end in a slash');
  expect(() => bucket({ prefixes: [{ prefix: '/static/' }] })).toThrow('not begin with one');
  expect(() => bucket({ prefixes: [{ prefix: 'logs/' }, { prefix: 'logs/old/' }] })).toThrow('logs/old/ lies in logs/');
  expect(() => bucket({ prefixes: [{ prefix: 'logs/', infrequentAfterDays: 7 }] })).toThrow('30 days at the earliest');
});
