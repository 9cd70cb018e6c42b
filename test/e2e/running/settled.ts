const PAUSE_MS = 200;

/**
 * Asks until there is nothing left to complain of.
 * @param seconds deadline
 * @throws Error with the last complaints once the deadline has passed
 */
export async function settled(
  complaints: () => Promise<readonly string[]>,
  what: string,
  seconds: number,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const left = await complaints();
    if (left.length === 0) return;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}\n${left.join('\n')}`);
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}
