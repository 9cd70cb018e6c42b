import type { PodResources } from '../../model';

/** Processor time: millicores (`250m`) or whole cores (`2`). */
export type CpuQuantity = `${number}m` | `${number}`;

/** Memory in binary units: `256Mi`, `1Gi`. */
export type MemoryQuantity = `${number}Mi` | `${number}Gi`;

/** What a container asks for and what it may use at most. */
export interface ContainerSize {
  readonly requests: { readonly cpu: CpuQuantity; readonly memory: MemoryQuantity };
  readonly limits: { readonly cpu: CpuQuantity; readonly memory: MemoryQuantity };
}

/**
 * The size of a container, in the order in which documents give it: request, then limit.
 * @throws Error when a quantity is not one, or a request exceeds its limit
 */
export function size(
  cpuRequest: CpuQuantity,
  memoryRequest: MemoryQuantity,
  cpuLimit: CpuQuantity,
  memoryLimit: MemoryQuantity,
): ContainerSize {
  const requests = { cpu: cpuRequest, memory: memoryRequest };
  const limits = { cpu: cpuLimit, memory: memoryLimit };
  if (cpuMillis(cpuRequest) > cpuMillis(cpuLimit) || memoryMiB(memoryRequest) > memoryMiB(memoryLimit)) {
    throw new Error(
      `size: the request ${cpuRequest}/${memoryRequest} exceeds the limit ${cpuLimit}/${memoryLimit}; ` +
        'give the requests first, then the limits: size("50m", "128Mi", "200m", "256Mi")',
    );
  }
  return { requests, limits };
}

/** The size that holds each of some containers which run one after the other, as the scheduler counts them. */
export function largest(sizes: readonly ContainerSize[]): ContainerSize {
  const most = (of: 'requests' | 'limits'): ContainerSize['requests'] => ({
    cpu: `${Math.max(...sizes.map(size => cpuMillis(size[of].cpu)))}m`,
    memory: `${Math.max(...sizes.map(size => memoryMiB(size[of].memory)))}Mi`,
  });
  return { requests: most('requests'), limits: most('limits') };
}

/** What containers that run beside each other take together. */
export function sumOf(sizes: readonly [ContainerSize, ...ContainerSize[]]): ContainerSize {
  const [only, ...others] = sizes;
  if (others.length === 0) return only;
  const sum = (of: 'requests' | 'limits'): ContainerSize['requests'] => ({
    cpu: `${sizes.reduce((total, size) => total + cpuMillis(size[of].cpu), 0)}m`,
    memory: `${sizes.reduce((total, size) => total + memoryMiB(size[of].memory), 0)}Mi`,
  });
  return { requests: sum('requests'), limits: sum('limits') };
}

/** Millicores of a quantity: `250m` → 250, `2` → 2000. */
export function cpuMillis(quantity: string): number {
  const match = /^(\d+(?:\.\d+)?)(m?)$/.exec(quantity);
  if (!match || Number(match[1]) <= 0) {
    throw new Error(`cpu: got "${quantity}", expected millicores or cores above zero, such as 250m or 2`);
  }
  return match[2] === 'm' ? Number(match[1]) : Number(match[1]) * 1000;
}

/** MiB of a quantity: `1Gi` → 1024. */
export function memoryMiB(quantity: string): number {
  const match = /^(\d+(?:\.\d+)?)(Mi|Gi)$/.exec(quantity);
  if (!match || Number(match[1]) <= 0) {
    throw new Error(`memory: got "${quantity}", expected MiB or GiB above zero, such as 256Mi or 1Gi`);
  }
  return Number(match[1]) * (match[2] === 'Gi' ? 1024 : 1);
}

/** A container's requests and limits as numbers. */
export function resourcesOf(size: ContainerSize): { readonly requests: PodResources; readonly limits: PodResources } {
  const numbers = (of: ContainerSize['requests']): PodResources => ({
    cpuMillis: cpuMillis(of.cpu),
    memoryMiB: memoryMiB(of.memory),
  });
  return { requests: numbers(size.requests), limits: numbers(size.limits) };
}
