export * from './sql-step';
export * from './versioned-script';
export * from './sql-job';
export * from './application-role';
export * from './exporter-role';
