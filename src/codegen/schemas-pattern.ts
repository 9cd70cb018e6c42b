/** `a` becomes `[aA]`; what is no letter stays. */
function anyCase(character: string): string {
  const lower = character.toLowerCase();
  const upper = character.toUpperCase();
  return lower === upper ? character : `[${lower}${upper}]`;
}

/** Index of the bracket that closes the character class that opens at `start`. */
function endOfSet(pattern: string, start: number): number {
  let at = start + (pattern.startsWith('[^', start) ? 2 : 1);
  if (pattern[at] === '\\') at++;
  for (at++; at < pattern.length && pattern[at] !== ']'; at++) if (pattern[at] === '\\') at++;
  return at;
}

/**
 * A regular expression of Go as one of JavaScript: Go's `(?i)` holds to the end of the group it stands in and is
 * unknown to JavaScript, so the letters it covers are spelt in both cases.
 * @throws Error where the result is not a JavaScript pattern, or `(?i)` covers a character class with letters
 */
export function javascriptPattern(go: string): string {
  let text = '';
  const folding: boolean[] = [false];
  for (let at = 0; at < go.length; at++) {
    const character = go.charAt(at);
    const fold = folding[folding.length - 1] === true;
    if (go.startsWith('(?i)', at)) {
      folding[folding.length - 1] = true;
      at += 3;
    } else if (character === '\\') {
      text += character + go.charAt(++at);
    } else if (character === '[') {
      const end = endOfSet(go, at);
      const set = go.slice(at, end + 1);
      if (fold && /[A-Za-z]/.test(set)) throw new Error(`cannot spell ${set} of ${go} in both cases`);
      text += set;
      at = end;
    } else {
      if (character === '(') folding.push(fold);
      if (character === ')') folding.pop();
      text += fold ? anyCase(character) : character;
    }
  }
  new RegExp(text, 'u');
  return text;
}
