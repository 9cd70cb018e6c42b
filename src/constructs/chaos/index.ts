export * from './chart-pods';
export * from './experiment';
export * from './fault';
