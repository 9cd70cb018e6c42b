import { assumed } from '../../constructs/structure';
import type { FablinkData } from '../../systems/fablink/data-stores';

/** Where FabLink's development data lies. All of it exists and belongs to Terraform (FD-11, FD-17). */
export const data: FablinkData = {
  database: {
    type: 'adopted',
    identifier: 'fablink-aurora-cluster',
    engineVersion: '15.10',
    hosts: {
      writer: 'fablink-aurora-cluster.cluster-cr2c0e2q6qeb.ap-northeast-2.rds.amazonaws.com',
      reader: 'fablink-aurora-cluster.cluster-ro-cr2c0e2q6qeb.ap-northeast-2.rds.amazonaws.com',
    },
    subnetCidrs: assumed(
      ['192.0.2.128/27', '192.0.2.160/27'],
      'No document gives the subnets of the database; the infrastructure team enters those of its DB subnet group.',
    ),
    instances: ['fablink-aurora-1', 'fablink-aurora-2'], // the writer, a reader; in two zones (FD-17)
    masterUser: 'fablinkadmin',
    keyArn: 'arn:aws:kms:ap-northeast-2:853963783084:key/51a26103-957e-49f0-bc02-cf29757c58ad',
    securityGroups: ['sg-0ddc7d288f4655acc'],
    backupRetentionDays: 7,
    backupWindow: '03:00-04:00',
    maintenanceWindow: 'sun:04:00-sun:05:00',
    logs: ['postgresql'],
    requirements: ['FD-02', 'FD-03', 'FD-11', 'FD-17'],
  },
  tables: {
    type: 'adopted',
    name: 'fablink-dynamodb-dev',
    key: { partition: { name: 'id', type: 'S' } },
    keyArn: 'arn:aws:kms:ap-northeast-2:853963783084:key/c454d1a1-59ef-40d9-ac8f-23d97d5d3c2d',
    deletionProtection: false,
    warmThroughput: { readUnits: 12_000, writeUnits: 4_000 },
    requirements: ['FD-06', 'FD-11', 'FD-17'],
  },
  connectionBudget: { connections: 10, requirement: 'FD-08' },
};
