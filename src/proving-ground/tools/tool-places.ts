import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where tools are looked for. */
export interface ToolPlaces {
  /** Root of the repository: tools/ lies in it. */
  readonly root: string;
  /** Folder of everything that can be made again: built tools, states of clusters. */
  readonly cache: string;
  /** Folder of ready tools, `<name>@<version>/<program>` (`GARAM_TOOLS`). */
  readonly ready?: string;
  /** Folder with etcd, kube-apiserver and kubectl of one version (`KUBEBUILDER_ASSETS`). */
  readonly assets?: string;
}

/** Places as the environment variables name them: `GARAM_CACHE`, `XDG_CACHE_HOME`, `GARAM_TOOLS`, `KUBEBUILDER_ASSETS`. */
export function toolPlaces(root: string, env: NodeJS.ProcessEnv = process.env): ToolPlaces {
  const cache = env.GARAM_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'garam');
  return {
    root,
    cache,
    ...(env.GARAM_TOOLS ? { ready: env.GARAM_TOOLS } : {}),
    ...(env.KUBEBUILDER_ASSETS ? { assets: env.KUBEBUILDER_ASSETS } : {}),
  };
}
