export * from './k6';
export { LoadTest, type LoadTestProps } from './load-test';
