export { Kafka, type KafkaProps } from './kafka';
export * from './topic';
export { Zookeeper, type ZookeeperProps } from './zookeeper';
