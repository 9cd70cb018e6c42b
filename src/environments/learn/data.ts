import type { PrivateNetwork } from '../../constructs/aws';
import { assumed } from '../../constructs/structure';
import type { Fact } from '../../model';
import type { CacheValues } from '../../systems/shop/cache';
import type { DatabaseValues } from '../../systems/shop/database';
import type { SharedFiles } from '../../systems/shop/platform';

const NOT_BUILT = 'the document names none; whoever builds the VPC enters the real value';

const named = (what: string, where: string): string =>
  `AWS chooses it when it makes ${what}; the platform team enters it after the first sync, from ${where}`;

/** Private subnets, one a zone, where the nodes stand (LP-08). */
export const privateSubnets: Fact<readonly string[]> = assumed(
  ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1', 'subnet-0123456789abcdef2'],
  NOT_BUILT,
);

/** Subnets of the data layer, one a zone, and a security group of its own for each store. */
function network(securityGroup: string): PrivateNetwork {
  return {
    subnets: assumed(['subnet-0123456789abcdef6', 'subnet-0123456789abcdef7', 'subnet-0123456789abcdef8'], NOT_BUILT),
    subnetCidrs: assumed(['203.0.113.0/28', '203.0.113.16/28', '203.0.113.32/28'], NOT_BUILT),
    securityGroups: assumed([securityGroup], NOT_BUILT),
  };
}

/** LP-07 */
export const database: DatabaseValues = {
  type: 'rds',
  identifier: 'learn-shop-db',
  instanceClass: 'db.t3.micro',
  engineVersion: '16.11', // the major version of learn-local's server; the document names none
  storageGiB: 20, // the least that RDS gives
  masterUser: 'shopadmin',
  names: {
    host: assumed(
      'learn-shop-db.abcdefghijkl.ap-northeast-2.rds.amazonaws.com',
      named('the instance', '`status.endpoint.address` of the DBInstance'),
    ),
    resourceId: assumed('db-ABCDEFGHIJKL01234', named('the instance', '`status.dbiResourceID` of the DBInstance')),
    masterSecret: assumed(
      'rds!db-00000000-0000-0000-0000-000000000000',
      named(
        'the instance',
        '`status.masterUserSecret.secretARN` of the DBInstance, from `rds!` on and without the six characters at its end',
      ),
    ),
  },
  network: network('sg-0123456789abcdef0'),
  backupRetentionDays: 7,
  windows: { backup: '18:00-19:00', maintenance: 'sat:19:00-sat:20:00' }, // 03:00, and Sunday 04:00, in Seoul
  slowQueryMillis: 500, // LP-11 gives a whole answer 500 ms
  logRetentionDays: 7,
};

/** LP-07 */
export const cache: CacheValues = {
  type: 'elasticache',
  identifier: 'learn-shop-cache',
  nodeType: 'cache.t3.micro',
  engineVersion: '7.1',
  replicas: 0, // the document has one node; what it holds may start empty (decision 081)
  host: assumed(
    'master.learn-shop-cache.abcdef.apn2.cache.amazonaws.com',
    named('the group', '`status.nodeGroups[0].primaryEndpoint.address` of the ReplicationGroup'),
  ),
  network: network('sg-0123456789abcdef1'),
  maintenanceWindow: 'sat:20:00-sat:21:00',
};

/** LP-07: files of the shop, old logs, reports of kube-bench. */
export const bucket: Fact<string> = assumed(
  'learn-shop-files-111122223333',
  'names of buckets are unique in all of AWS; the account’s number is in it',
);

/** LP-07: shared configuration, logs, temporary files. */
export const files: SharedFiles = {
  fileSystemId: assumed('fs-0123456789abcdef0', named('the file system', '`status.fileSystemID` of the FileSystem')),
  accessPoints: {
    configuration: accessPoint('fsap-0123456789abcdef0'),
    logs: accessPoint('fsap-0123456789abcdef1'),
    temporary: accessPoint('fsap-0123456789abcdef2'),
  },
  network: network('sg-0123456789abcdef2'),
};

function accessPoint(id: string): Fact<string> {
  return assumed(id, named('the access point', '`status.accessPointID` of the AccessPoint'));
}
