import type { DocumentedSetting } from './broker-settings';

const MOST = { short: 2 ** 15 - 1, int: 2 ** 31 - 1, long: Number.MAX_SAFE_INTEGER } as const;

/**
 * `name=value`, one a line, as Java reads properties and ZooKeeper its configuration.
 * @param documented what the program's documentation says of each setting
 * @throws when a setting is not documented, or a value has not its type or range
 */
export function propertiesFile(
  settings: Readonly<Record<string, string | number | boolean>>,
  documented: Readonly<Record<string, DocumentedSetting>>,
): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      const fault = faultOf(value, documented[name]);
      if (fault !== undefined) throw new Error(`setting ${name}: got ${JSON.stringify(value)}, expected ${fault}`);
      return `${name}=${value}\n`;
    })
    .join('');
}

/** What is expected instead of a value; nothing where it fits. */
function faultOf(value: string | number | boolean, documented: DocumentedSetting | undefined): string | undefined {
  if (documented === undefined) {
    return 'a setting of the table beside this file: look it up in the documentation and add its line';
  }
  switch (documented.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'string':
    case 'list':
      // A backslash escapes, a space at an end is lost or kept: neither is needed in a path or a list of hosts.
      return typeof value === 'string' && /^[^\s\\]+$/.test(value) ? undefined : 'text without spaces and backslashes';
    default: {
      const { type, min = -MOST[documented.type] - 1 } = documented;
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= MOST[type];
      return fits ? undefined : `a whole number from ${min} to ${MOST[type]}`;
    }
  }
}
