export * from './ebs-storage-class';
export * from './efs-access-point';
export * from './efs-file-system';
export * from './efs-storage-class';
export * from './efs-volume';
