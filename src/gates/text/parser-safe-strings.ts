import type { Finding, Rule } from '../../model';
import { findingFor } from '../finding';
import { jsonPath } from '../schema/json-path';
import { visitTexts } from './texts';

const CODE = 'parser-safe-strings';

/** A text that Argo CD's parser (Go, sigs.k8s.io/yaml) reads otherwise than cdk8s wrote it. */
interface Hazard {
  /** The rest of "The value …". */
  readonly reads: string;
  readonly expected: string;
  readonly mend: string;
  readonly found: (text: string, isKey: boolean) => boolean;
}

/** A number of Go, once its underscores are gone: prefixes in both cases, and a sign after `0b`. */
const NUMBER_OF_GO = /^[-+]?(?:0[bB][-+]?[01]+|0[oO][0-7]+|0[xX][\da-fA-F]+|(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$/;

/** A number of YAML 1.1: cdk8s writes such a text in quotes, so that it stays text. */
const QUOTED_NUMBER =
  /^[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|\d[\d_]*|(?:\d[\d_]*)?(?:\.[\d_]*)?[eE][-+]?\d+|(?:\d[\d_]*)?\.[\d_]*)$/;

/** Control characters that force cdk8s into double quotes. */
const QUOTED_CONTROL = /[\x00-\x08\x0b-\x1f]/;

const HAZARDS: readonly Hazard[] = [
  {
    reads: 'is written without quotes and read as a number',
    expected: 'text that is no number in Go (0o7, 0X1F, 1e_3 are)',
    mend: 'write the number in decimal digits, or another text',
    found: text => /^[-+\d]/.test(text) && NUMBER_OF_GO.test(text.replaceAll('_', '')) && !QUOTED_NUMBER.test(text),
  },
  {
    reads: 'contains a line break of Unicode (U+0085, U+2028 or U+2029), which is read as another one',
    expected: 'line feeds only',
    mend: 'replace the character by a line feed',
    found: text => /[\u0085\u2028\u2029]/.test(text),
  },
  {
    reads:
      'contains a character that the parser refuses or loses (U+007F to U+009F, U+FEFF, U+FFFE, U+FFFF, half a pair)',
    expected: 'printable characters, tabs and line feeds',
    mend: 'remove the character',
    found: text => /[\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]|\p{Surrogate}/u.test(text),
  },
  {
    reads: 'starts with a tab on its first line of text, which is a parse error',
    expected: 'a first line that does not start with a tab',
    mend: 'indent the first line by spaces, or not at all',
    found: text => /^[ \n]*\t[^\n]*\n/.test(text) || /^\n+\t/.test(text),
  },
  {
    reads: 'starts with a line of white space only, and loses text',
    expected: 'a first line with text',
    mend: 'remove the white space before the first line feed',
    found: text => /^[ \t]+\n/.test(text) || /^\n+ [ \n]*$/.test(text),
  },
  {
    reads: 'has to be quoted and has a line of one space, which cdk8s escapes wrongly',
    expected: 'no white space at the end of a line',
    mend: 'remove the white space at the end of the lines',
    found: text => /\n \n/.test(text) && (QUOTED_CONTROL.test(text) || /\n[\t ]+$/.test(text)),
  },
  {
    reads: 'is `<<`, which is read as an order to merge maps',
    expected: 'a key other than `<<`',
    mend: 'rename the key',
    found: (text, isKey) => isKey && text === '<<',
  },
];

/** Every hazard starts with a sign, a digit or `<`, or has a character that is not printable ASCII. */
const SUSPECT = /^[-+\d<]|[^ -~]/;

/**
 * Every string and key means the same to Go's YAML parser, which Argo CD and kubectl use, as it does here.
 * Checked over random text against sigs.k8s.io/yaml 1.4.0.
 */
export const parserSafeStrings: Rule = {
  code: CODE,
  text: {
    en: {
      rule: "Every string and key means the same to Go's YAML parser as it does here.",
      reason:
        'Argo CD and kubectl read dist/ with sigs.k8s.io/yaml. It reads some of what cdk8s writes as another value ' +
        '(the text 0o7 as the number 7), loses characters, or refuses the file.',
      example: 'mode: "0644"   # quoted by cdk8s; the text 0o644 would arrive as the number 420',
    },
    ko: {
      rule: '모든 문자열과 키는 Go의 YAML 파서에서도 여기에서와 같은 뜻이어야 한다.',
      reason:
        'Argo CD와 kubectl은 dist/를 sigs.k8s.io/yaml로 읽는다. 이 파서는 cdk8s가 쓴 일부 문자열을 다른 값으로 ' +
        '읽거나(문자열 0o7을 숫자 7로), 글자를 잃거나, 파일을 거부한다.',
      example: 'mode: "0644"   # cdk8s가 따옴표를 붙인다. 문자열 0o644는 숫자 420으로 읽힌다',
    },
  },
  check(model) {
    const findings = new Array<Finding>();
    for (const manifest of model.manifests) {
      visitTexts(manifest.object, (text, steps, isKey) => {
        if (!SUSPECT.test(text)) return;
        const hazard = HAZARDS.find(({ found }) => found(text, isKey));
        if (hazard === undefined) return;
        const { reads, expected, mend } = hazard;
        const message = `the ${isKey ? 'key' : 'value'} ${reads}`;
        findings.push(findingFor(manifest, CODE, { path: jsonPath(steps), message, expected, mend }));
      });
    }
    return findings;
  },
};
