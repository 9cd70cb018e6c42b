import { execFileSync } from 'node:child_process';
import { AMTOOL } from './programs';

const written = new Map<string, string>();

/**
 * What External Secrets writes of a text of `spec.target.template.data`. Its engine is Go's text/template with double
 * braces, and so is amtool's, which is asked instead. Its functions and its data are others: what has no action but
 * raw strings needs neither.
 * @throws Error when a text asks for more than that, or when it is no template
 */
export function asWritten(text: string): string {
  const known = written.get(text);
  if (known !== undefined) return known;
  if (/\{\{(?!`)/.test(text.replace(/\{\{`[^`]*`\}\}/g, '')))
    throw new Error(`only raw strings stand for what External Secrets writes: ${text.slice(0, 60)}`);
  const answer = execFileSync(
    AMTOOL ?? '',
    ['template', 'render', '--template.glob=/dev/null', `--template.text=${text}`],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
    },
  );
  written.set(text, answer);
  return answer;
}
