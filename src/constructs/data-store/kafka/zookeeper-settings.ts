import type { DocumentedSetting } from './broker-settings';

/**
 * Settings of a ZooKeeper server that we know how to write, beside `server.<id>`: type and least value as the
 * administrator's guide of ZooKeeper 3.9 describes them (zookeeper.apache.org/doc/r3.9.3/zookeeperAdmin.html, Apache
 * License 2.0).
 */
export const ZOOKEEPER_SETTINGS = {
  '4lw.commands.whitelist': { type: 'list' },
  'admin.enableServer': { type: 'boolean' },
  'autopurge.purgeInterval': { type: 'int', min: 0 },
  'autopurge.snapRetainCount': { type: 'int', min: 3 },
  clientPort: { type: 'int', min: 1 },
  dataDir: { type: 'string' },
  initLimit: { type: 'int', min: 1 },
  maxClientCnxns: { type: 'int', min: 0 },
  quorumListenOnAllIPs: { type: 'boolean' },
  reconfigEnabled: { type: 'boolean' },
  standaloneEnabled: { type: 'boolean' },
  syncLimit: { type: 'int', min: 1 },
  tickTime: { type: 'int', min: 1 },
} as const satisfies Readonly<Record<string, DocumentedSetting>>;

/** Settings of a ZooKeeper server by their documented names. */
export type ZookeeperSettings = Readonly<Partial<Record<keyof typeof ZOOKEEPER_SETTINGS, string | number | boolean>>>;
