import type { Construct } from 'constructs';
import type { Fact, OutsideEndpoint } from '../../../model';
import { known, TracedConstruct } from '../../structure';
import { type AdoptedAurora, adoptCluster, membersOf } from './aurora-adopted';
import { type CreatedAurora, createCluster, instanceName, logsOf } from './aurora-created';
import { arnOf } from '../aws-cloud';
import type { Grant } from '../grant';
import { firewall } from './firewall';

/** What clients of a cluster need, whoever made it. */
export interface AuroraAccess {
  readonly namespace: string;
  /** Name of the first database. */
  readonly database: string;
  /** Exact version of Aurora PostgreSQL (`15.10`). */
  readonly engineVersion: string;
  /** Host names that AWS gives. */
  readonly hosts: { readonly writer: Fact<string>; readonly reader: Fact<string> };
  /** Address ranges of the subnets that the database stands in. */
  readonly subnetCidrs: Fact<readonly string[]>;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** An Aurora PostgreSQL cluster: somebody else's, or ours. The id is its identifier. */
export type AuroraClusterProps = AuroraAccess & (AdoptedAurora | CreatedAurora);

/** Port of PostgreSQL. */
const PORT = 5432;

/** An Aurora PostgreSQL cluster with a writer and readers. */
export class AuroraCluster extends TracedConstruct {
  readonly identifier: string;
  readonly database: string;
  /** Host name that always leads to the instance that takes writes. */
  readonly writerHost: string;
  /** Host name that spreads connections over the readers. */
  readonly readerHost: string;
  readonly port = PORT;
  /** Identifiers of the instances, the writer first as far as it stayed so. */
  readonly instances: readonly string[];
  private readonly cidrs: readonly string[];
  private readonly resourceId: string | undefined;

  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id);
    this.identifier = id;
    this.database = props.database;
    this.writerHost = known(props.hosts.writer);
    this.readerHost = known(props.hosts.reader);
    this.cidrs = known(props.subnetCidrs);
    switch (props.type) {
      case 'adopted':
        this.instances = props.instances;
        adoptCluster(this, id, props);
        this.declare(membersOf(this, id, props));
        break;
      case 'created':
        this.instances = props.zones.map((_, index) => instanceName(id, index));
        this.resourceId = known(props.resourceId);
        this.declare(createCluster(this, id, props));
        this.declare(
          firewall({ of: id, groups: known(props.securityGroups), port: PORT, requirements: props.requirements }),
        );
        this.declare(logsOf(this, id, props));
        break;
    }
  }

  /** How pods reach the database. */
  endpoint(): OutsideEndpoint {
    return { type: 'outside', service: this.identifier, cidrs: this.cidrs, port: PORT, protocol: 'TCP' };
  }

  /** ARN of the cluster, or of what its name is the first part of: `arnOf('cluster-snapshot', '-manual-*')`. */
  arnOf(type: 'cluster' | 'cluster-snapshot' | 'db' | 'subgrp', suffix = ''): string {
    return arnOf(this, 'rds', `${type}:${this.identifier}${suffix}`);
  }

  /** ARNs of the groups that AWS gives to a database of which nothing else is said. */
  get defaultGroups(): readonly string[] {
    const groups = [
      'cluster-pg:default.aurora-postgresql*',
      'og:default:aurora-postgresql*',
      'pg:default.aurora-postgresql*',
    ];
    return groups.map(group => arnOf(this, 'rds', group));
  }

  /**
   * Connecting as this database user with a token of IAM in the place of a password.
   * @throws for an adopted cluster: whether it takes such tokens is its owner's to say.
   */
  grantConnect(user: string): Grant {
    if (this.resourceId === undefined) {
      throw new Error(
        `${this.identifier} is adopted and IAM authentication is not known to be on: use a password from Secrets Manager`,
      );
    }
    return {
      sid: 'ConnectToDatabase',
      actions: ['rds-db:connect'],
      resources: [arnOf(this, 'rds-db', `dbuser:${this.resourceId}/${user}`)],
    };
  }
}
