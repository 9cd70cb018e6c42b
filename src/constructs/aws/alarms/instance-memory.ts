import { Size } from 'cdk8s';

/** Memory of the classes of database instances in use, in GiB: "Hardware specifications for DB instance classes". */
const GIBIBYTES: Readonly<Record<string, number>> = { 'db.r6g.large': 16 };

/**
 * Memory that is free when a share of an instance's memory is used: RDS tells what is free, documents what is used.
 * @throws Error for a class whose memory is not known here
 */
export function freeWhenUsed(instanceClass: string, used: number): Size {
  const memory = GIBIBYTES[instanceClass];
  if (memory === undefined) {
    throw new Error(
      `memory of ${instanceClass} is not known, expected one of ${Object.keys(GIBIBYTES).join(', ')}: ` +
        'add the figure of AWS’s table of hardware specifications to instance-memory.ts',
    );
  }
  if (used > 0 && used < 1) return Size.kibibytes(memory * 1024 ** 2 * (1 - used));
  throw new Error(`memory used: got ${used}; expected a share between 0 and 1, as 0.85 for 85 %`);
}
