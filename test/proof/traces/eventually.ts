/** Asks again until there is an answer. @throws Error after two minutes, which even a busy machine does not need */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  for (const end = Date.now() + 120_000; ;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`not within two minutes: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
