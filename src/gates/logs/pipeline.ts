import { parse } from 'yaml';
import { isRecord } from '../schema/json-path';

/** One plugin of a pipeline, with its settings. */
export type Plugin = Readonly<Record<string, unknown>>;

/** Fluent Bit's configuration, as far as it decides where lines go. */
export interface Pipeline {
  readonly service: Plugin;
  readonly inputs: readonly Plugin[];
  readonly filters: readonly Plugin[];
  readonly outputs: readonly Plugin[];
  /** Sections at the top, as written, and those of the pipeline. */
  readonly sections: readonly string[];
  readonly parts: readonly string[];
}

/** How lines of a file get to an output. */
export interface Way {
  readonly input: Plugin;
  readonly output: Plugin;
}

/** Reads a configuration in YAML; a text saying what is wrong where it is none. */
export function pipelineOf(text: unknown): Pipeline | string {
  let read: unknown;
  try {
    read = parse(String(text));
  } catch (error) {
    return `no YAML: ${String(error).split('\n')[0]}`;
  }
  if (!isRecord(read) || !isRecord(read.pipeline)) return 'no section "pipeline"';
  if (read.includes !== undefined) return 'it includes other files, which the rules do not read';
  const list = (value: unknown): readonly Plugin[] => (Array.isArray(value) ? value.filter(isRecord) : []);
  const { inputs, filters, outputs } = read.pipeline;
  return {
    service: isRecord(read.service) ? read.service : {},
    inputs: list(inputs),
    filters: list(filters),
    outputs: list(outputs),
    sections: Object.keys(read),
    parts: Object.keys(read.pipeline),
  };
}

/**
 * Ways of the lines of a file of the node, one for each output that takes them. Fluent Bit's own rules:
 * an input reads the paths that it lists but for those it excludes, where its pattern matches; the tag is made of what the pattern
 * finds, and an output takes the tags that its match matches, where `*` stands for any text. What no output takes is thrown away.
 */
export function waysOf({ inputs, outputs }: Pipeline, path: string): readonly Way[] {
  return inputs.flatMap(input => {
    const tag = reads(input, path) ? tagOf(input, path) : undefined;
    if (tag === undefined) return [];
    return outputs
      .filter(({ match }) => wildcard(String(match), '.*').test(tag))
      .map((output): Way => ({ input, output }));
  });
}

/** Groups that the lines of a file of the node arrive in, one for each output that takes them. */
export function groupsReached(pipeline: Pipeline, path: string): readonly string[] {
  return waysOf(pipeline, path).map(({ output }) => String(output.log_group_name));
}

function reads({ name, path, exclude_path: excluded }: Plugin, file: string): boolean {
  if (name !== 'tail' || !listOf(path).some(pattern => wildcard(pattern, '[^/]*').test(file))) return false;
  // Unlike the paths' own, a pattern that excludes goes beyond the folder (fnmatch without flags in plugins/in_tail/tail_scan_glob.c).
  return !listOf(excluded).some(pattern => wildcard(pattern, '.*').test(file));
}

/** Tag of a file's lines. None where the pattern does not match: such a file is not read. A field that it misses is `_`. */
function tagOf({ tag, tag_regex: pattern }: Plugin, file: string): string | undefined {
  if (pattern === undefined) return String(tag);
  const found = new RegExp(String(pattern)).exec(file);
  if (found === null) return undefined;
  return String(tag).replace(/<(\w+)>/g, (_, field: string) => found.groups?.[field] ?? '_');
}

/** The entries of a setting that is a list: between commas, without spaces around them. */
export function listOf(value: unknown): string[] {
  return String(value ?? '')
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '');
}

function wildcard(pattern: string, any: string): RegExp {
  const literal = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join(any)}$`);
}

/** The link by which a node shows the lines of a container: the kubelet's name for it. */
export function logFile({
  namespace,
  pod,
  container,
}: Readonly<Record<'namespace' | 'pod' | 'container', string>>): string {
  return `/var/log/containers/${pod}_${namespace}_${container}-${'0123456789abcdef'.repeat(4)}.log`;
}
