/** Where one value lies in a secret manager. */
export interface RemoteEntry {
  /** Name of the entry. */
  readonly remote: string;
  /** Property of the entry's value, where that is a JSON object. @default the value as it is */
  readonly property?: string;
}

/** The door of one namespace to a secret manager. A store a namespace: nobody reads another's secrets through it. */
export interface SecretStore {
  /** Name of the SecretStore object. */
  readonly name: string;
  readonly namespace: string;
  /** Where a property of a remote secret lies: secret managers differ in what one entry may hold. */
  entry(remote: string, property: string): RemoteEntry;
  /** Commands by which a person creates a remote secret with these properties, once. They ask for the values. */
  creationCommands(remote: string, properties: readonly string[]): readonly string[];
}
