/** Value of a setting in a server's configuration file. */
export type SettingValue = string | number | boolean;

/** Settings of a server, as its own documentation names them. */
export type Settings = Readonly<Record<string, SettingValue>>;

/** `name = 'value'`, one a line, as PostgreSQL reads it; a quote and a backslash inside a value are doubled. */
export function postgresFile(settings: Settings): string {
  return lines(settings, (name, value) => `${name} = ${postgresValue(value)}`);
}

/** `name value`, one a line, as Redis reads it. */
export function redisFile(settings: Settings): string {
  return lines(
    settings,
    (name, value) => `${name} ${typeof value === 'boolean' ? (value ? 'yes' : 'no') : redisValue(value)}`,
  );
}

function lines(settings: Settings, line: (name: string, value: SettingValue) => string): string {
  return Object.entries(settings)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join('');
}

function postgresValue(value: SettingValue): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return `'${value.replaceAll(/['\\]/g, '$&$&')}'`;
}

/** An empty value must be written as two quotes: Redis counts words. */
function redisValue(value: string | number): string {
  return value === '' ? '""' : String(value);
}
