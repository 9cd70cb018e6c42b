/** An entry of AWS Secrets Manager. */
export interface RemoteSecret {
  readonly region: string;
  /** Name of the entry. */
  readonly remote: string;
}

/**
 * Commands by which a person creates an entry with these properties, once. The values are typed at a prompt, so that
 * they enter neither the shell's history nor the process list.
 */
export function creationCommands({ region, remote }: RemoteSecret, properties: readonly string[]): readonly string[] {
  const pairs = properties.map(property => `${keyOf(property)}: env.${variableOf(property)}`).join(', ');
  return [
    ...properties.map(property => {
      const variable = variableOf(property);
      return `read -rsp '${property}: ' ${variable} && export ${variable}`;
    }),
    `jq -n '{${pairs}}' | aws secretsmanager create-secret --region ${region} --name ${remote} --secret-string file:///dev/stdin`,
  ];
}

/** A name that the shell takes for a variable. */
function variableOf(property: string): string {
  return property.replace(/\W/g, '_');
}

/** A key as jq takes it. */
function keyOf(property: string): string {
  return /^\w+$/.test(property) ? property : JSON.stringify(property);
}
