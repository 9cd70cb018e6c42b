import { Yaml } from 'cdk8s';
import { isPlain, isScalar, requireCarried } from './uncarried-value';

/**
 * The bytes of cdk8s' `Yaml.stringify(value)`, several times faster.
 *
 * Maps and lists are laid out here; how one scalar or one key is written is asked of cdk8s once and remembered.
 * What is rare and depends on its surroundings (a shared object, an overlong key) goes to cdk8s as a whole.
 *
 * @param value plain JSON data, as `ApiObject.toJson()` returns it; keys are written in their own order
 * @throws UncarriedValueError for a function, symbol, bigint, NaN, Infinity, undefined, an object of a class
 *   (Date, Map …), a cycle or a key `__proto__`, with the JSON path
 */
export function emit(value: unknown): string {
  const layout = new Layout();
  if (isFilledMap(value)) {
    layout.map(value, '');
    if (!layout.odd) return layout.text();
  }
  requireCarried(value);
  return Yaml.stringify(value);
}

type PlainMap = Readonly<Record<string, unknown>>;

/** Text of a scalar as the value of a key at the root, where continuation lines are indented by two spaces. */
const scalars = new Map<unknown, string>();
/** Text of a key; undefined where it depends on the surroundings. */
const keys = new Map<string, string | undefined>();

/** Longer text is not kept: it is seldom asked twice. */
const REMEMBERED_LENGTH = 1024;

/**
 * Lays out one object; `odd` tells that cdk8s has to do it instead. Text of a collection starts without indent. Parts
 * are joined at the end: a text that grows piece by piece takes three times its size in memory until it is written.
 */
class Layout {
  odd = false;
  private readonly parts: string[] = [];
  private readonly seen = new Set<object>();

  text(): string {
    this.parts.push('\n');
    return this.parts.join('');
  }

  map(map: PlainMap, indent: string): void {
    const inner = indent + '  ';
    let gap = '';
    for (const key of Object.keys(map)) {
      const name = keyText(key);
      if (name === undefined) this.odd = true;
      const value = map[key];
      this.parts.push(gap, name ?? '', isFilled(value) ? `:\n${inner}` : ': ');
      this.value(value, inner);
      gap = `\n${indent}`;
    }
  }

  private list(list: readonly unknown[], indent: string): void {
    const inner = indent + '  ';
    let gap = '- ';
    for (const item of list) {
      this.parts.push(gap);
      this.value(item, inner);
      gap = `\n${indent}- `;
    }
  }

  private value(value: unknown, indent: string): void {
    if (typeof value !== 'object' || value === null) {
      this.parts.push(this.scalar(value, indent));
      return;
    }
    const isList = Array.isArray(value);
    // A second sight of the same object is a cycle, or an anchor in cdk8s' text.
    if (this.odd || this.seen.has(value) || !(isList || isPlain(value))) {
      this.odd = true;
      return;
    }
    this.seen.add(value);
    if (!isFilled(value)) this.parts.push(isList ? '[]' : '{}');
    else if (isList) this.list(value, indent);
    else this.map(value as PlainMap, indent);
  }

  private scalar(value: unknown, indent: string): string {
    if (!isScalar(value) || Object.is(value, -0)) {
      this.odd = true;
      return '';
    }
    const text = scalarText(value);
    return text.includes('\n') ? text.replace(/\n {2}/g, '\n' + indent) : text;
  }
}

/**
 * A name, path or image that is never quoted: longer than any word that YAML reads as something else (`false`), and
 * not starting with the `e` of an exponent (`E100000` is a float of YAML 1.1).
 */
const PLAIN_NAME = /^[A-DF-Za-df-z][\w./:-]{4,}\w$/;

function scalarText(value: unknown): string {
  if (typeof value === 'string' && PLAIN_NAME.test(value)) return value;
  const known = scalars.get(value);
  if (known !== undefined) return known;
  const text = Yaml.stringify({ k: value }).slice('k: '.length, -1);
  if (text.length <= REMEMBERED_LENGTH) scalars.set(value, text);
  return text;
}

function keyText(key: string): string | undefined {
  if (keys.has(key)) return keys.get(key);
  const asked = Yaml.stringify({ [key]: 0 });
  // An overlong key becomes `? key`; a line that looks like a document marker is quoted at the root only.
  const odd = key === '__proto__' || asked.startsWith('? ') || /^(%|---|\.\.\.)/m.test(key);
  const text = odd ? undefined : asked.slice(0, -': 0\n'.length);
  keys.set(key, text);
  return text;
}

function isFilled(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  for (const key in value) if (Object.hasOwn(value, key)) return true;
  return false;
}

const isFilledMap = (value: unknown): value is PlainMap =>
  isFilled(value) && !Array.isArray(value) && isPlain(value as object);
