import { resolve } from 'node:path';
import type { Model, OutputFile, Price, Rule } from '../model';
import type { InputProblem } from '../synth';

/** What the commands work on. */
export interface Project {
  /** The repository's root; dist/, argocd/ and docs/ lie in it. */
  readonly root: string;
  readonly rules: () => Promise<readonly Rule[]>;
  /** Rules and what else `explain` can tell of, sorted by code. */
  readonly explained: () => Promise<readonly Pick<Rule, 'code' | 'text'>[]>;
  /** The price list of `garam cost`. */
  readonly prices: () => Promise<readonly Price[]>;
  /** Everything that the environments synthesize to, and the files of both trees. */
  readonly synthesize: () => Promise<{ readonly model: Model; readonly files: readonly OutputFile[] }>;
  /** What the TypeScript compiler says of the environments. Takes seconds: asked by `check`, and when something broke. */
  readonly compileErrors: () => Promise<readonly InputProblem[]>;
}

/** This repository. Every part is loaded when a command needs it: `explain` runs without constructs. */
export const repository: Project = {
  root: resolve(__dirname, '..', '..'),
  rules: async () => (await import('../gates')).rules,
  explained: async () => (await import('../gates')).explained,
  prices: async () => (await import('../environments/prices')).prices,
  async synthesize() {
    const { environments } = await import('../environments');
    const { deliver, files } = await import('../delivery');
    const model = deliver(environments);
    return { model, files: files(model) };
  },
  async compileErrors() {
    const { compileErrors } = await import('./compile-errors');
    return compileErrors(repository.root, ['src/main.ts']);
  },
};
