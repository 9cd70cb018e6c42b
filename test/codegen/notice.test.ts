import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sources } from '../../src/codegen/sources';

const notice = readFileSync(resolve(__dirname, '../../NOTICE'), 'utf8').split('\n');

/** `https://github.com/<repository>`, then the release; a stand-in was taken from no release. */
const credited = ({ repository, tag, standIn }: (typeof sources)[number]): boolean =>
  notice.some(line => {
    const [, address, version] = /(https:\S+)(?:\s+(v\S+))?$/.exec(line) ?? [];
    return address === `https://github.com/${repository}` && (standIn !== undefined || version === tag);
  });

test('NOTICE credits every project that a CRD was taken from, at its release', () => {
  const missing = sources.filter(source => !credited(source)).map(({ repository, tag }) => `${repository} ${tag}`);
  expect([...new Set(missing)]).toEqual([]);
});
