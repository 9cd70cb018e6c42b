/** What a text can hold that stands in for a real value. */
export type ValueKind = 'address' | 'account' | 'domain' | 'identifier';

/** A value inside a text. */
export interface FoundValue {
  readonly kind: ValueKind;
  readonly text: string;
  /** Whether the value is reserved for documentation, and so belongs to nobody. */
  readonly documentation: boolean;
}

const ADDRESS_4 = /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?![\w-]|\.\w)/g;
const ADDRESS_6 =
  /(?<![\w:.-])(?=[\da-f:]*::|(?:[\da-f]+:){7})[\da-f]{1,4}(?::[\da-f]{0,4}){2,7}(?:\/\d{1,3})?(?![\w:])/gi;
const ACCOUNT = /(?<![\w.])\d{12}(?![\w.]\d|\w)/g;
const DOMAIN = /(?<![\w.%-])(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}(?![\w-]|\.\w)/gi;
const IDENTIFIER =
  /(?<![\w-])(?:vpc|subnet|sg|i|eni|eipalloc|rtb|igw|nat|vpce|tgw|fs|fsap|ami|vol|snap)-[\da-f]{8,17}(?![\w-])/g;
const EXAMPLE_ID = /(?<![A-Za-z\d])(?=[A-Z\d]*EXAMPLE)[A-Z\d]{16,}(?![A-Za-z\d])/g;
const ZERO_UUID = /(?<![\w-])0{8}-0{4}-0{4}-0{4}-0{10}[\da-f]{2}(?![\w-])/gi;

const RANGES_4 = ['192.0.2.', '198.51.100.', '203.0.113.'];
const RANGE_6 = /^2001:0?db8:/i;
/** Account numbers that AWS's own documentation uses. */
const ACCOUNTS = [
  '000000000000',
  '012345678901',
  '111111111111',
  '111122223333',
  '123456789012',
  '222222222222',
  '333333333333',
  '444455556666',
  '555555555555',
  '777788889999',
  '999999999999',
];
/** Names reserved by RFC 2606 and RFC 6761. */
const RESERVED_DOMAIN = /(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|test)$/i;
/** Identifiers as AWS writes them in examples. */
const EXAMPLE_DIGITS = /-(?:0?123456789abcdef|1234567890abcdef|0abcdef123456789)/;

/** Endings by which a text is a name on the network, and not a file or a kind of machine. */
const TOP_LEVEL = new Set(
  'ai app biz cloud co com dev edu example gov info internal invalid io kr me net online org site store test xyz'.split(
    ' ',
  ),
);

function isDocumentationAddress(text: string): boolean {
  const [address = '', length] = text.split('/');
  return RANGES_4.some(range => address.startsWith(range)) && (length === undefined || Number(length) >= 24);
}

function isAddress(text: string): boolean {
  const [address = ''] = text.split('/');
  return address.split('.').every(part => Number(part) <= 255);
}

/** Something in the text that could be in use somewhere: addresses, accounts, names on the network, identifiers of a cloud. */
export function valuesIn(text: string): readonly FoundValue[] {
  const all = (pattern: RegExp): readonly string[] => text.match(pattern) ?? [];
  const found = (kind: ValueKind, texts: readonly string[], isReserved: (text: string) => boolean): FoundValue[] =>
    texts.map(each => ({ kind, text: each, documentation: isReserved(each) }));
  return [
    ...found('address', all(ADDRESS_4).filter(isAddress), isDocumentationAddress),
    ...found('address', all(ADDRESS_6), each => RANGE_6.test(each)),
    ...found('account', all(ACCOUNT), each => ACCOUNTS.includes(each)),
    ...found('domain', all(DOMAIN).filter(isOnNetwork), each => RESERVED_DOMAIN.test(each)),
    ...found('identifier', all(IDENTIFIER), each => EXAMPLE_DIGITS.test(each)),
    ...found('identifier', all(EXAMPLE_ID), () => true),
    ...found('identifier', all(ZERO_UUID), () => true),
  ];
}

/** A package of Java is a name backwards (`com.example`). */
const BACKWARDS = /(?:^|\.)(?:com|io|net|org)\.example$/i;

function isOnNetwork(text: string): boolean {
  return !BACKWARDS.test(text) && TOP_LEVEL.has(text.slice(text.lastIndexOf('.') + 1).toLowerCase());
}
