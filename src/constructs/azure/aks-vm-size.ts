/** Processors and memory of a machine, as Microsoft lists them. */
export interface VmSize {
  readonly cores: number;
  readonly memoryGiB: number;
}

/**
 * Machines that pools may take. Figures: https://learn.microsoft.com/azure/virtual-machines/sizes (Bs, Dsv5, Ddsv5, Esv5
 * series).
 */
export const VM_SIZES = {
  Standard_B2s: { cores: 2, memoryGiB: 4 },
  Standard_B2ms: { cores: 2, memoryGiB: 8 },
  Standard_B4ms: { cores: 4, memoryGiB: 16 },
  Standard_D2s_v5: { cores: 2, memoryGiB: 8 },
  Standard_D4s_v5: { cores: 4, memoryGiB: 16 },
  Standard_D8s_v5: { cores: 8, memoryGiB: 32 },
  Standard_D2ds_v5: { cores: 2, memoryGiB: 8 },
  Standard_D4ds_v5: { cores: 4, memoryGiB: 16 },
  Standard_D8ds_v5: { cores: 8, memoryGiB: 32 },
  Standard_E2s_v5: { cores: 2, memoryGiB: 16 },
  Standard_E4s_v5: { cores: 4, memoryGiB: 32 },
} as const satisfies Readonly<Record<string, VmSize>>;

/** A machine of {@link VM_SIZES}. */
export type AksVmSize = keyof typeof VM_SIZES;

/**
 * Millicores that AKS keeps for the kubelet, by processors of the machine:
 * https://learn.microsoft.com/azure/aks/node-resource-reservations
 */
const RESERVED_MILLIS: Readonly<Record<number, number>> = { 1: 60, 2: 100, 4: 140, 8: 180, 16: 260, 32: 420, 64: 740 };

/** Below this much free memory the kubelet evicts pods, in MiB: AKS 1.29 and later, same page. */
const EVICTION_MIB = 100;

/** A megabyte of AKS's formula (10⁶ bytes) in MiB. */
const MIB_A_MB = 1_000_000 / 1_048_576;

/** What AKS leaves of a machine to pods of any kind. */
export interface NodeAllocatable {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

/**
 * What pods may request of a machine, by AKS's own formula (D-26): memory less 20 MB a pod that may run and 50 MB more,
 * or a quarter of it where that is less, and less the kubelet's threshold. Rounded down.
 * @throws when AKS has no reservation for so many processors.
 */
export function nodeAllocatable(vmSize: AksVmSize, maxPods: number): NodeAllocatable {
  const { cores, memoryGiB } = VM_SIZES[vmSize];
  const reserved = RESERVED_MILLIS[cores];
  if (reserved === undefined) {
    throw new Error(`${vmSize} has ${cores} cores, and AKS states no reservation for them: add it to RESERVED_MILLIS`);
  }
  const memory = memoryGiB * 1024;
  const kubelet = Math.min((20 * maxPods + 50) * MIB_A_MB, memory / 4);
  return { cpuMillis: cores * 1000 - reserved, memoryMiB: Math.floor(memory - kubelet - EVICTION_MIB) };
}
