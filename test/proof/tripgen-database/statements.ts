/** A statement of a script for psql. */
export interface Statement {
  /** Where its first word begins. */
  readonly start: number;
  readonly text: string;
  /** Conditions under which psql runs it, outermost first: `if :due`, `else :{?given}`. */
  readonly branch: readonly string[];
}

/** What may stand in a script: comments, meta-commands of psql, quoted texts, and the ends of statements. */
const TOKEN = /--[^\n]*|^\\[^\n]*|\\(?:gset|gexec)[^\n]*|(\$\w*\$)[\s\S]*?\1|'(?:[^']|'')*'|"[^"]*"|;|\S/gm;

/** Statements of a script for psql, without comments between them and without meta-commands. */
export function statementsOf(script: string): readonly Statement[] {
  const statements = new Array<Statement>();
  let branch: readonly string[] = [];
  let start: number | undefined;
  for (const match of script.matchAll(TOKEN)) {
    const [token] = match;
    const at = match.index;
    if (token.startsWith('--')) continue;
    if (token === ';' || token.startsWith('\\')) {
      if (start !== undefined) statements.push({ start, text: script.slice(start, at + token.length), branch });
      start = undefined;
      branch = branchAfter(branch, token);
    } else start ??= at;
  }
  return statements;
}

/** Where psql is after a meta-command. */
function branchAfter(branch: readonly string[], token: string): readonly string[] {
  if (token.startsWith('\\if ')) return [...branch, token.slice(1).trim()];
  if (token.startsWith('\\else')) return [...branch.slice(0, -1), (branch.at(-1) ?? '').replace(/^if/, 'else')];
  return token.startsWith('\\endif') ? branch.slice(0, -1) : branch;
}
