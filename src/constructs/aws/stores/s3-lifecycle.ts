import type { BucketSpecLifecycleRules } from '../../../../imports/s3.services.k8s.aws';
import type { BucketPrefix, S3BucketProps } from './s3-bucket';

/** Days after which the parts of an upload that nobody ended are removed: nobody sees them, and they are billed. */
const UNFINISHED_DAYS = 7;

/**
 * What becomes of objects: one rule for all of the bucket, one for each prefix whose objects move or end. Every rule has
 * a filter: S3 refuses one without (aws-controllers-k8s/community#2585).
 */
export function lifecycleRules({ prefixes, keepOldVersionsDays }: S3BucketProps): BucketSpecLifecycleRules[] {
  const whole: BucketSpecLifecycleRules = {
    id: 'whole-bucket',
    status: 'Enabled',
    filter: { prefix: '' },
    abortIncompleteMultipartUpload: { daysAfterInitiation: UNFINISHED_DAYS },
    noncurrentVersionExpiration: { noncurrentDays: keepOldVersionsDays },
  };
  return [whole, ...prefixes.flatMap(ruleOf)];
}

function ruleOf({ prefix, infrequentAfterDays, expireAfterDays }: BucketPrefix): BucketSpecLifecycleRules[] {
  if (infrequentAfterDays === undefined && expireAfterDays === undefined) return [];
  if (infrequentAfterDays !== undefined && infrequentAfterDays < 30) {
    throw new Error(`prefix ${prefix}: S3 moves objects to Standard-IA after 30 days at the earliest`);
  }
  return [
    {
      id: prefix.slice(0, -1).replaceAll('/', '-'),
      status: 'Enabled',
      filter: { prefix },
      ...(infrequentAfterDays !== undefined && {
        transitions: [{ days: infrequentAfterDays, storageClass: 'STANDARD_IA' }],
      }),
      ...(expireAfterDays !== undefined && { expiration: { days: expireAfterDays } }),
    },
  ];
}
