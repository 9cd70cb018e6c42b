/** What is skipped as one piece: comments, texts, quoted names. A backslash escapes in texts, a doubled quote everywhere. */
const PIECE =
  /--[ \t\n][^\n]*|--$|#[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`]|``)*`|;|[^;'"`#/-]+|[\s\S]/g;

/**
 * The statements of a script, in their order, without the semicolon behind each. Comments stay with the statement that
 * follows them.
 * @throws when a statement is not closed by a semicolon, or a text by its quote, or when the script has no statement
 */
export function statementsOf(script: string): readonly string[] {
  const found = new Array<string>();
  let open = '';
  for (const [piece] of script.matchAll(PIECE)) {
    if (/^['"`]$/.test(piece))
      throw new Error(`"${open.trim().slice(0, 60)}" has a ${piece} that is not closed; expected another one: add it`);
    if (piece === ';') {
      found.push(open.trim());
      open = '';
    } else open += piece;
  }
  const rest = withoutComments(open);
  if (rest !== '' || found.length === 0)
    throw new Error(`"${rest.slice(0, 60)}" is not closed; expected statements with a semicolon behind each: add it`);
  const empty = found.findIndex(statement => withoutComments(statement) === '');
  if (empty >= 0)
    throw new Error(`statement ${empty + 1} is empty; expected SQL before each semicolon: remove this one`);
  return found;
}

function withoutComments(text: string): string {
  return text.replaceAll(PIECE, piece => (/^(?:--|#|\/\*)/.test(piece) ? '' : piece)).trim();
}
