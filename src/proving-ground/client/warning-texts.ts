/**
 * Texts of `Warning` headers as the API server writes them (RFC 7234, 5.5): `299 - "text"`, several to a header,
 * quotation marks and backslashes in the text escaped.
 */
export function warningTexts(headers: readonly string[]): readonly string[] {
  return headers.flatMap(header =>
    [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text.replace(/\\(.)/g, '$1')),
  );
}
