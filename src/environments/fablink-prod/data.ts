import type { TableKey } from '../../constructs/aws';
import { assumed } from '../../constructs/structure';
import type { FablinkData } from '../../systems/fablink/data-stores';
import type { Assumed } from '../../model';

/** Where FabLink's production data lies. None of it exists yet: Garam makes it (FP-08, FP-09, FP-20). */
export const data: FablinkData = {
  database: {
    type: 'created',
    identifier: 'fablink-prod-aurora',
    engineVersion: '15.10', // FP-08 asks for 15.x; this is AWS's long-term release of 15, and what dev runs
    instanceClass: 'db.r6g.large', // FP-08
    zones: ['ap-northeast-2a', 'ap-northeast-2b', 'ap-northeast-2d'], // FP-08: one writer, two readers; FP-02: the zones
    masterUser: 'fablinkadmin',
    backupRetentionDays: 30, // FP-08
    backupWindow: '18:00-19:00', // 03:00 in Seoul
    maintenanceWindow: 'sat:19:00-sat:20:00', // Sunday 04:00 in Seoul
    slowQueryMillis: 500, // FP-08; FP-16 gives a whole answer 500 ms at the 95th percentile
    monitoringIntervalSeconds: 60, // FP-08
    logRetentionDays: 90, // FP-11
    requirements: ['FP-06', 'FP-08', 'FP-11'],
    hosts: {
      writer: assumed(
        'fablink-prod-aurora.cluster-123456789012.ap-northeast-2.rds.amazonaws.com',
        'AWS gives the name when the cluster is made; whoever makes it copies it from `status.endpoint` of the DBCluster.',
      ),
      reader: assumed(
        'fablink-prod-aurora.cluster-ro-123456789012.ap-northeast-2.rds.amazonaws.com',
        'AWS gives the name when the cluster is made; whoever makes it copies it from `status.readerEndpoint` of the DBCluster.',
      ),
    },
    resourceId: assumed(
      'cluster-ABCDEFGHIJKL01234',
      'AWS chooses the identifier when the cluster is made; whoever makes it copies `status.dbClusterResourceID`.',
    ),
    subnets: assumed(
      ['subnet-0123456789abcdef6', 'subnet-0123456789abcdef7', 'subnet-0123456789abcdef8'],
      'The VPC is not built; the infrastructure team enters its three private database subnets.',
    ),
    subnetCidrs: assumed(
      ['203.0.113.0/28', '203.0.113.16/28', '203.0.113.32/28'],
      'The VPC is not built; the infrastructure team enters the ranges of the three database subnets.',
    ),
    securityGroups: assumed(
      ['sg-0123456789abcdef0'],
      'The VPC is not built; the infrastructure team enters the security group that lets the nodes in on 5432.',
    ),
  },
  tables: {
    type: 'created',
    prefix: 'fablink-prod', // FP-09
    tables: {
      sessions: { key: byId('sessions'), timeToLive: expiry('sessions') },
      'user-activities': { key: byId('user-activities') },
      cache: { key: byId('cache'), timeToLive: expiry('cache') },
      'ai-requests': { key: byId('ai-requests') },
      notifications: { key: byId('notifications') },
      analytics: { key: byId('analytics') },
    },
    replicas: [
      {
        region: assumed(
          'ap-northeast-1',
          'The design asks for global tables and names no second region; the owner of FabLink chooses it.',
        ),
        keyArn: assumed(
          'arn:aws:kms:ap-northeast-1:853963783084:key/mrk-1234abcd12ab34cd56ef1234567890ab',
          'The copy of the key is made after the key; the platform team enters its ARN.',
        ),
      },
    ],
    requirements: ['FP-09', 'FP-20'],
  },
  // FP-17 expects 100 and more. PostgreSQL on 16 GiB takes about 1,800; half is left to people, readers and failover.
  connectionBudget: { connections: 900, requirement: 'FP-17' },
};

/** The image that ran in dev runs here, so a table answers to the key that dev's single table has (FD-11). */
function byId(table: string): Assumed<TableKey> {
  return assumed(
    { partition: { name: 'id', type: 'S' } },
    `No document gives the key of ${table}; dev's table has this one and the same image uses both. The application team confirms it before the table is made, because it can never change.`,
  );
}

function expiry(table: string): Assumed<string> {
  return assumed(
    'expires_at',
    `Items of ${table} are temporary, but no document names the attribute that says until when; the application team does.`,
  );
}
