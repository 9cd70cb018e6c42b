import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, promtool } from '../alerts/promtool';

/** Why the real promtool refuses expressions, by their place in the list; those that it takes are not there. */
export async function refusedByPromtool(expressions: readonly string[]): Promise<ReadonlyMap<number, string>> {
  return inFolder(async folder => {
    const file = join(folder, 'rules.json'); // JSON is YAML, and writes every text as it is
    const rules = expressions.map((expr, index) => ({ record: `r${index}`, expr }));
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'all', rules }] }));
    const { isWell, said } = await promtool('check', 'rules', '--lint=none', file);
    const found = [...said.matchAll(/rule (\d+), "r\d+": (.*)/g)];
    // A broken file refuses no rule by its number: it must not pass for agreement.
    if (isWell !== (found.length === 0)) throw new Error(`promtool: ${said}`);
    return new Map(found.map(([, number, reason]) => [Number(number) - 1, reason ?? '']));
  });
}
