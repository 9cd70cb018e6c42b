import type { Construct } from 'constructs';
import {
  StorageAccount,
  StorageAccountsBlobService,
  StorageAccountsBlobServicesContainer,
  StorageAccountsBlobServicesContainerSpecPublicAccess,
  StorageAccountSpecAccessTier,
  StorageAccountSpecImmutableStorageWithVersioningImmutabilityPolicyState,
  StorageAccountSpecKind,
  StorageAccountSpecMinimumTlsVersion,
  StorageAccountSpecNetworkAclsDefaultAction,
  StorageAccountSpecPublicNetworkAccess,
  StorageAccountSpecSkuName,
  type StorageAccountSpec,
} from '../../../imports/storage.azure.com';
import type { OutsideEndpoint } from '../../model';
import { TracedConstruct } from '../structure';
import { asoMetadata, inResourceGroup } from './aso-object';
import { armIdOf, azScope, azureOf } from './azure-cloud';
import { endpointOf, type Reach } from './azure-endpoints';
import { PrivateEndpoint } from './private-endpoint';
import type { AzureGrant } from './role-assignment';

/** A container for backups in a storage account of its own. The id is the account's name, unique in all of Azure. */
export interface BackupContainerProps {
  readonly namespace: string;
  /** Name of the container (`postgresql`). */
  readonly container: string;
  readonly reach: Reach;
  /** Days after which a backup is removed. */
  readonly retentionDays: number;
  /**
   * Days for which nobody, whatever his rights, can change or remove a backup; at most `retentionDays`. Azure never lets
   * an account that was made without it take it. @default none
   */
  readonly immutableDays?: number;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** Days for which what was removed by mistake can be had back. */
const SOFT_DELETE_DAYS = 14;

/** Where backups lie: three zones, no keys, nothing public, and nothing overwritten or removed at once (TG-17, TG-18). */
export class BackupContainer extends TracedConstruct {
  readonly accountName: string;
  private readonly props: BackupContainerProps;

  constructor(scope: Construct, id: string, props: BackupContainerProps) {
    super(scope, id);
    check(id, props);
    this.accountName = id;
    this.props = props;
    const { namespace, container, reach } = props;
    new StorageAccount(this, 'account', { metadata: this.metadata(id), spec: this.account() });
    const days = { enabled: true, days: SOFT_DELETE_DAYS };
    new StorageAccountsBlobService(this, 'blobs', {
      metadata: this.metadata(`${id}-blobs`),
      spec: {
        owner: { name: id },
        isVersioningEnabled: true,
        deleteRetentionPolicy: days,
        containerDeleteRetentionPolicy: days,
      },
    });
    new StorageAccountsBlobServicesContainer(this, 'container', {
      metadata: this.metadata(`${id}-${container}`),
      spec: {
        azureName: container,
        owner: { name: `${id}-blobs` },
        publicAccess: StorageAccountsBlobServicesContainerSpecPublicAccess.NONE,
      },
    });
    if (reach === 'private-endpoint') {
      const target = { group: 'storage.azure.com', kind: 'StorageAccount', name: id };
      new PrivateEndpoint(this, `${id}-private`, { namespace, service: 'blob', target });
    }
    this.declareLifecycle();
  }

  /** Address of the container, without a final slash: what an upload goes to. */
  get url(): string {
    return `https://${this.accountName}.blob.core.windows.net/${this.props.container}`;
  }

  get endpoint(): OutsideEndpoint {
    return endpointOf(this, this.props.reach, this.accountName, 443);
  }

  /** Writing, reading and listing backups of this container. */
  grantWrite(): AzureGrant {
    return { role: 'blob-contributor', scope: this.containerId };
  }

  /** Reading backups, for a restore. */
  grantRead(): AzureGrant {
    return { role: 'blob-reader', scope: this.containerId };
  }

  private get containerId(): string {
    const account = armIdOf(this, 'Microsoft.Storage/storageAccounts', this.accountName);
    return `${account}/blobServices/default/containers/${this.props.container}`;
  }

  private metadata(name: string): ReturnType<typeof asoMetadata> {
    return asoMetadata({ name, namespace: this.props.namespace, stateful: true });
  }

  private account(): StorageAccountSpec {
    const { reach, immutableDays } = this.props;
    const isPrivate = reach === 'private-endpoint';
    return {
      azureName: this.accountName,
      ...inResourceGroup(this, azureOf(this).region),
      kind: StorageAccountSpecKind.STORAGE_V2,
      sku: { name: StorageAccountSpecSkuName.STANDARD_UNDERSCORE_ZRS },
      accessTier: StorageAccountSpecAccessTier.COOL,
      allowBlobPublicAccess: false,
      allowSharedKeyAccess: false,
      allowCrossTenantReplication: false,
      defaultToOAuthAuthentication: true,
      minimumTlsVersion: StorageAccountSpecMinimumTlsVersion.TLS1_UNDERSCORE_2,
      supportsHttpsTrafficOnly: true,
      publicNetworkAccess: isPrivate
        ? StorageAccountSpecPublicNetworkAccess.DISABLED
        : StorageAccountSpecPublicNetworkAccess.ENABLED,
      ...(isPrivate && {
        networkAcls: { bypass: 'None', defaultAction: StorageAccountSpecNetworkAclsDefaultAction.DENY },
      }),
      ...(immutableDays !== undefined && { immutableStorageWithVersioning: immutable(immutableDays) }),
    };
  }

  /** The operator's kind for rules of removal is none of those used here, so the rule is a contract. */
  private declareLifecycle(): void {
    const { retentionDays: days, container, requirements } = this.props;
    const account = `${azScope(this)} --account-name ${this.accountName}`;
    const policy = JSON.stringify({ rules: [lifecycleRule(container, days)] });
    this.declare({
      type: 'contract',
      id: `${this.accountName}-lifecycle`,
      owner: 'platform team',
      statement: `Backups in ${this.accountName}/${container} are removed after ${days} days.`,
      make: `az storage account management-policy create ${account} --policy '${policy}'`,
      check:
        `az storage account management-policy show ${account} ` +
        `--query 'to_string(policy.rules[0].definition.actions.baseBlob.delete.daysAfterModificationGreaterThan == \`${days}\`)' ` +
        '--output tsv',
      expect: 'true',
      requirements,
    });
  }
}

function immutable(days: number): StorageAccountSpec['immutableStorageWithVersioning'] {
  return {
    enabled: true,
    immutabilityPolicy: {
      immutabilityPeriodSinceCreationInDays: days,
      allowProtectedAppendWrites: false,
      // Unlocked can still be lengthened, shortened or locked by its owner; locked can only be lengthened, for good.
      state: StorageAccountSpecImmutableStorageWithVersioningImmutabilityPolicyState.UNLOCKED,
    },
  };
}

/** Removes a backup, and what versions of it remain. */
function lifecycleRule(container: string, days: number): object {
  return {
    name: 'remove-old-backups',
    enabled: true,
    type: 'Lifecycle',
    definition: {
      filters: { blobTypes: ['blockBlob'], prefixMatch: [`${container}/`] },
      actions: {
        baseBlob: { delete: { daysAfterModificationGreaterThan: days } },
        version: { delete: { daysAfterCreationGreaterThan: days } },
      },
    },
  };
}

function check(id: string, { container, retentionDays, immutableDays }: BackupContainerProps): void {
  if (!/^[a-z0-9]{3,24}$/.test(id)) {
    throw new Error(`Storage account ${id}: Azure takes 3 to 24 small letters and digits, nothing else`);
  }
  if (!/^(?!.*--)[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/.test(container)) {
    throw new Error(`Container ${container} of ${id}: Azure takes 3 to 63 small letters, digits and single '-'`);
  }
  if (immutableDays !== undefined && immutableDays > retentionDays) {
    throw new Error(
      `Storage account ${id}: backups cannot be removed for ${immutableDays} days, but are removed after ${retentionDays}: ` +
        'make immutableDays at most retentionDays',
    );
  }
}
