import type { AuroraCluster, Grant } from '../../../constructs/aws';

/** Looking at the cluster and its copies. */
function look(database: AuroraCluster): Grant {
  return {
    sid: 'LookAtDatabases',
    actions: ['rds:DescribeDBClusterSnapshots', 'rds:DescribeDBClusters', 'rds:DescribeDBInstances'],
    resources: [
      database.arnOf('cluster'),
      database.arnOf('cluster-snapshot', '-manual-*'),
      database.arnOf('cluster', '-drill'),
      database.arnOf('db', '-drill'),
    ],
  };
}

/** Rights of the failover drill. */
export function failoverGrants(database: AuroraCluster): readonly Grant[] {
  const act: Grant = { sid: 'Failover', actions: ['rds:FailoverDBCluster'], resources: [database.arnOf('cluster')] };
  return [look(database), act];
}

/** Rights of the backup drill: snapshots can be made, not removed. */
export function backupGrants(database: AuroraCluster): readonly Grant[] {
  const resources = [database.arnOf('cluster'), database.arnOf('cluster-snapshot', '-manual-*')];
  return [look(database), { sid: 'TakeSnapshot', actions: ['rds:CreateDBClusterSnapshot'], resources }];
}

/** Rights of the restore drill: the copy may be made and removed, the original is only read. */
export function restoreGrants(database: AuroraCluster): readonly Grant[] {
  const copies = [database.arnOf('cluster', '-drill'), database.arnOf('db', '-drill')];
  // AWS asks about the option and parameter groups that a new database gets, also when they are its own defaults.
  const defaults = database.defaultGroups;
  const subnets = database.arnOf('subgrp', '-subnets');
  return [
    look(database),
    {
      sid: 'RestoreCopy',
      actions: ['rds:RestoreDBClusterToPointInTime'],
      resources: [database.arnOf('cluster'), database.arnOf('cluster', '-drill'), subnets, ...defaults],
    },
    {
      sid: 'RunCopy',
      actions: ['rds:CreateDBInstance'],
      resources: [...copies, subnets, ...defaults],
    },
    {
      sid: 'RemoveCopy',
      actions: ['rds:DeleteDBCluster', 'rds:DeleteDBInstance'],
      resources: copies,
    },
  ];
}
