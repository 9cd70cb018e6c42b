import type { Construct } from 'constructs';
import {
  FlexibleServer,
  FlexibleServersConfiguration,
  FlexibleServersDatabase,
  FlexibleServerSpecAuthConfigActiveDirectoryAuth as EntraAuth,
  FlexibleServerSpecAuthConfigPasswordAuth as PasswordAuth,
  FlexibleServerSpecBackupGeoRedundantBackup as GeoBackup,
  FlexibleServerSpecHighAvailabilityMode,
  FlexibleServerSpecNetworkPublicNetworkAccess,
  FlexibleServerSpecSkuTier,
  FlexibleServerSpecStorageAutoGrow,
  FlexibleServerSpecVersion,
  type FlexibleServerSpec,
} from '../../../imports/dbforpostgresql.azure.com';
import type { OutsideEndpoint } from '../../model';
import { TracedConstruct } from '../structure';
import { asoMetadata, inResourceGroup } from './aso-object';
import { azScope, azureOf } from './azure-cloud';
import { privateEndpointOf } from './azure-endpoints';
import { PrivateEndpoint } from './private-endpoint';
import type { KeyOf } from './workload-identity';

/** Machines of a server: the tier that a size belongs to is Azure's to know, and has to be stated. */
export interface PostgresMachine {
  readonly tier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized';
  /** Azure's name of the size (`Standard_D2ds_v5`). */
  readonly size: string;
}

/** An Azure Database for PostgreSQL, flexible server. The id is its name, unique in all of Azure. */
export interface PostgresFlexibleServerProps {
  readonly namespace: string;
  readonly machine: PostgresMachine;
  /** Size of the disk, 32 to 16384 GB: Azure offers powers of two. It grows by itself and never shrinks. */
  readonly storageGb: number;
  /** A second server in another zone that takes over; Burstable machines have none. */
  readonly zoneRedundant: boolean;
  /** Days for which any second can be restored, 7 to 35. */
  readonly backupRetentionDays: number;
  /** Backups are copied to the paired region. Azure never lets it change. */
  readonly geoRedundantBackup: boolean;
  readonly administrator: {
    /** User that the server is made with. */
    readonly login: string;
    /** Secret in the same namespace that holds its password. */
    readonly password: KeyOf;
  };
  /** Identities of Entra ID may sign in, too. @default false: passwords only */
  readonly entraSignIn?: boolean;
  readonly databases: readonly string[];
  /** Server parameters (`max_connections`) and their values. @default the server's own, and TLS */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

const PORT = 5432;

/** Every connection is encrypted (TG-18); the server's defaults, stated so that nobody turns them off unseen. */
const TLS = { require_secure_transport: 'on', ssl_min_protocol_version: 'TLSv1.2' } as const;

/** PostgreSQL 16 as a service: private address, TLS, backups, and where asked for a standby in another zone (TG-18). */
export class PostgresFlexibleServer extends TracedConstruct {
  readonly serverName: string;
  private readonly props: PostgresFlexibleServerProps;

  constructor(scope: Construct, id: string, props: PostgresFlexibleServerProps) {
    super(scope, id);
    check(id, props);
    this.serverName = id;
    this.props = props;
    const { namespace } = props;
    new FlexibleServer(this, 'server', {
      metadata: asoMetadata({ name: id, namespace, stateful: true }),
      spec: this.spec(),
    });
    for (const database of props.databases) this.database(database);
    for (const [name, value] of Object.entries({ ...TLS, ...props.settings })) this.setting(name, String(value));
    const target = { group: 'dbforpostgresql.azure.com', kind: 'FlexibleServer', name: id };
    new PrivateEndpoint(this, `${id}-private`, { namespace, service: 'postgresql', target });
    this.declareSettings();
  }

  /** Name that clients connect to; it resolves to the private address inside the virtual network. */
  get host(): string {
    return `${this.serverName}.postgres.database.azure.com`;
  }

  get endpoint(): OutsideEndpoint {
    return privateEndpointOf(this, this.serverName, PORT);
  }

  private spec(): FlexibleServerSpec {
    const { machine, storageGb, zoneRedundant, backupRetentionDays, geoRedundantBackup, administrator } = this.props;
    const { tenant, region } = azureOf(this);
    return {
      azureName: this.serverName,
      ...inResourceGroup(this, region),
      version: FlexibleServerSpecVersion.VALUE_16,
      sku: { name: machine.size, tier: TIERS[machine.tier] },
      storage: { storageSizeGb: storageGb, autoGrow: FlexibleServerSpecStorageAutoGrow.ENABLED },
      highAvailability: {
        mode: zoneRedundant
          ? FlexibleServerSpecHighAvailabilityMode.ZONE_REDUNDANT
          : FlexibleServerSpecHighAvailabilityMode.DISABLED,
      },
      backup: {
        backupRetentionDays,
        geoRedundantBackup: geoRedundantBackup ? GeoBackup.ENABLED : GeoBackup.DISABLED,
      },
      network: { publicNetworkAccess: FlexibleServerSpecNetworkPublicNetworkAccess.DISABLED },
      administratorLogin: administrator.login,
      administratorLoginPassword: { ...administrator.password },
      authConfig: {
        passwordAuth: PasswordAuth.ENABLED,
        activeDirectoryAuth: this.props.entraSignIn === true ? EntraAuth.ENABLED : EntraAuth.DISABLED,
        tenantId: tenant,
      },
    };
  }

  private database(name: string): void {
    new FlexibleServersDatabase(this, `database-${name}`, {
      metadata: this.metadata(name, true),
      spec: { azureName: name, owner: { name: this.serverName }, charset: 'UTF8', collation: 'en_US.utf8' },
    });
  }

  private setting(name: string, value: string): void {
    new FlexibleServersConfiguration(this, `setting-${name}`, {
      metadata: this.metadata(name, false),
      spec: { azureName: name, owner: { name: this.serverName }, source: 'user-override', value },
    });
  }

  private metadata(name: string, stateful: boolean): ReturnType<typeof asoMetadata> {
    const objectName = `${this.serverName}-${name.replaceAll(/[_.]/g, '-')}`;
    return asoMetadata({ name: objectName, namespace: this.props.namespace, stateful });
  }

  /** Some parameters take effect at the next start only, and the operator never restarts a server. */
  private declareSettings(): void {
    const server = `${azScope(this)} --server-name ${this.serverName}`;
    this.declare({
      type: 'contract',
      id: `${this.serverName}-settings`,
      owner: 'platform team',
      statement: `Server ${this.serverName} runs with its settings: none waits for a restart.`,
      make: `az postgres flexible-server restart ${azScope(this)} --name ${this.serverName}`,
      check:
        `az postgres flexible-server parameter list ${server} ` +
        '--query "[?isConfigPendingRestart].name" --output tsv',
      expect: '',
      requirements: this.props.requirements,
    });
  }
}

const TIERS: Readonly<Record<PostgresMachine['tier'], FlexibleServerSpecSkuTier>> = {
  Burstable: FlexibleServerSpecSkuTier.BURSTABLE,
  GeneralPurpose: FlexibleServerSpecSkuTier.GENERAL_PURPOSE,
  MemoryOptimized: FlexibleServerSpecSkuTier.MEMORY_OPTIMIZED,
};

function check(id: string, props: PostgresFlexibleServerProps): void {
  const { machine, storageGb, zoneRedundant, backupRetentionDays } = props;
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(id)) {
    throw new Error(
      `PostgreSQL server ${id}: Azure takes 3 to 63 small letters, digits and '-', none of them '-' at an end`,
    );
  }
  if (zoneRedundant && machine.tier === 'Burstable') {
    throw new Error(
      `PostgreSQL server ${id}: a Burstable machine has no standby; take GeneralPurpose or MemoryOptimized, or zoneRedundant: false`,
    );
  }
  if (backupRetentionDays < 7 || backupRetentionDays > 35 || !Number.isInteger(backupRetentionDays)) {
    throw new Error(
      `PostgreSQL server ${id}: backups of ${backupRetentionDays} days; Azure keeps them for 7 to 35 whole days`,
    );
  }
  if (!Number.isInteger(Math.log2(storageGb)) || storageGb < 32 || storageGb > 16_384) {
    throw new Error(`PostgreSQL server ${id}: a disk of ${storageGb} GB; Azure offers 32, 64, 128 … 16384 GB`);
  }
}
