/** An entry of AWS Secrets Manager. */
export interface RemoteSecret {
  readonly region: string;
  /** Name of the entry. */
  readonly remote: string;
}

/**
 * Commands by which a person creates an entry of AWS Secrets Manager with these properties, once. The values are typed
 * at a prompt, so that they enter neither the shell's history nor the process list.
 */
export function creationCommands({ region, remote }: RemoteSecret, properties: readonly string[]): readonly string[] {
  return [
    ...promptCommands(properties),
    `jq -n '${jqObject(properties)}' | aws secretsmanager create-secret --region ${region} --name ${remote} --secret-string file:///dev/stdin`,
  ];
}

/** Commands that ask for each value, without showing it, and leave it in a variable that child processes see. */
export function promptCommands(properties: readonly string[]): readonly string[] {
  return properties.map(property => {
    const variable = variableOf(property);
    return `read -rsp '${property}: ' ${variable} && export ${variable}`;
  });
}

/** A jq object of the values that {@link promptCommands} asked for: jq reads them from its environment. */
export function jqObject(properties: readonly string[]): string {
  return `{${properties.map(property => `${keyOf(property)}: env.${variableOf(property)}`).join(', ')}}`;
}

/** A name that the shell takes for a variable. */
export function variableOf(property: string): string {
  return property.replace(/\W/g, '_');
}

/** A key as jq takes it. */
function keyOf(property: string): string {
  return /^\w+$/.test(property) ? property : JSON.stringify(property);
}
