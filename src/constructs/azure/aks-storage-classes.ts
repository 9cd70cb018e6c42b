/**
 * Disks' StorageClasses that every AKS cluster has: Standard SSD and Premium SSD, made in the zone of their pod's node, deleted
 * with their claim (https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes).
 */
export const AKS_STORAGE_CLASSES = ['managed-csi', 'managed-csi-premium'] as const;
