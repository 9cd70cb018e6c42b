import { memoryMiB, type ContainerSize } from '../../workload';

/**
 * MiB of a Java program's heap: half of what its container may use. The rest is for threads, classes and buffers outside
 * the heap, and for the pages of files that a broker serves from.
 */
export function heapMiB({ limits }: ContainerSize): number {
  return Math.floor(memoryMiB(limits.memory) / 2);
}
