import { parse } from 'yaml';
import { isRecord } from '../schema/json-path';

/** One plugin of a pipeline, with its settings. */
export type Plugin = Readonly<Record<string, unknown>>;

/** Fluent Bit's configuration, as far as it decides where lines go. */
export interface Pipeline {
  readonly service: Plugin;
  readonly inputs: readonly Plugin[];
  readonly outputs: readonly Plugin[];
  /** Sections at the top, as written. */
  readonly sections: readonly string[];
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
  const list = (value: unknown): readonly Plugin[] => (Array.isArray(value) ? value.filter(isRecord) : []);
  const { inputs, outputs } = read.pipeline;
  const sections = Object.keys(read);
  return {
    service: isRecord(read.service) ? read.service : {},
    inputs: list(inputs),
    outputs: list(outputs),
    sections,
  };
}

/**
 * Outputs that take the lines of a file of the node. Fluent Bit's own rules:
 * an input reads the paths that it lists and its pattern matches, the tag is made of what the pattern finds, and an output takes the
 * tags that its match matches, where `*` stands for any text. What no output takes is thrown away.
 */
export function outputsReached({ inputs, outputs }: Pipeline, path: string): readonly Plugin[] {
  const tags = inputs.filter(input => reads(input, path)).flatMap(input => tagOf(input, path) ?? []);
  return tags.flatMap(tag => outputs.filter(({ match }) => wildcard(String(match), '.*').test(tag)));
}

/** Groups that the lines of a file of the node arrive in, one for each output that takes them. */
export function groupsReached(pipeline: Pipeline, path: string): readonly string[] {
  return outputsReached(pipeline, path).map(output => String(output.log_group_name));
}

function reads({ name, path }: Plugin, file: string): boolean {
  if (name !== 'tail') return false;
  return String(path)
    .split(',')
    .some(pattern => wildcard(pattern.trim(), '[^/]*').test(file));
}

/** Tag of a file's lines. None where the pattern does not match: such a file is not read. A field that it misses is `_`. */
function tagOf({ tag, tag_regex: pattern }: Plugin, file: string): string | undefined {
  if (pattern === undefined) return String(tag);
  const found = new RegExp(String(pattern)).exec(file);
  if (found === null) return undefined;
  return String(tag).replace(/<(\w+)>/g, (_, field: string) => found.groups?.[field] ?? '_');
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
