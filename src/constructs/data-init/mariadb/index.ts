export * from './account-script';
export * from './literal';
export * from './mariadb-step';
export * from './transaction-script';
export { historyOf, versionedScript, type HistoryEntry, type SchemaVersion } from './versioned-script';
