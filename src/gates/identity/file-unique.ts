import type { Finding, Manifest, Rule } from '../../model';
import { findingFor, type Complaint } from '../finding';
import { isInBootstrapFile } from './bootstrap-file';

const code = 'file-unique';

/** Bytes that common file systems take for the name of one file or folder. */
const LONGEST_NAME = 255;

const MEND = 'rename one of the two objects';

function longNames(path: string): readonly Complaint[] {
  return path
    .split('/')
    .filter(name => Buffer.byteLength(name) > LONGEST_NAME)
    .map(name => ({
      message: `found a file name of ${Buffer.byteLength(name)} bytes: ${name.slice(0, 60)}…`,
      expected: `at most ${LONGEST_NAME} bytes, which is what file systems take`,
      mend: 'give the object a shorter name',
    }));
}

/** Remembers every path and folder, and tells where two of them are one on some machine. */
class Paths {
  private readonly files = new Map<string, Manifest>();
  private readonly spellings = new Map<string, string>();

  complaints(manifest: Manifest): readonly Complaint[] {
    const again = this.again(manifest);
    return again === undefined ? this.otherSpelling(manifest.path) : [again];
  }

  private again(manifest: Manifest): Complaint | undefined {
    const { path } = manifest;
    const before = this.files.get(path);
    if (before === undefined) this.files.set(path, manifest);
    if (before === undefined || isInBootstrapFile(manifest)) return undefined;
    const { kind, metadata } = before.object;
    const message = `found ${path} a second time: ${kind} ${JSON.stringify(metadata.name)} has the same file`;
    return { message, expected: 'a file for each object', mend: MEND };
  }

  private otherSpelling(path: string): readonly Complaint[] {
    const folders = path.split('/');
    for (let length = 1; length <= folders.length; length++) {
      const spelling = folders.slice(0, length).join('/');
      const lower = spelling.toLowerCase();
      const before = this.spellings.get(lower);
      if (before === undefined) this.spellings.set(lower, spelling);
      if (before === undefined || before === spelling) continue;
      const message = `found ${spelling} beside ${before}, which differs in case only`;
      return [{ message, expected: 'names that differ on every machine, whatever it does with case', mend: MEND }];
    }
    return [];
  }
}

/** Each object has a file of its own on every file system: no path twice, none by case only, no name too long. */
export const fileUnique: Rule = {
  code,
  text: {
    en: {
      rule: 'Each object has a file of its own, whose name differs by more than case and has at most 255 bytes.',
      reason: 'Of two objects with one file the second silently replaces the first: it is never deployed.',
      example: 'dist/shop-dev/shop-app/shop/Service.orders.yaml # not beside Service.Orders.yaml',
    },
    ko: {
      rule: '객체마다 파일이 따로 있고, 그 이름은 대소문자 말고도 달라야 하며 255바이트를 넘지 않는다.',
      reason: '두 객체가 한 파일을 쓰면 나중 것이 앞의 것을 소리 없이 지워, 앞의 객체는 배포되지 않는다.',
      example: 'dist/shop-dev/shop-app/shop/Service.orders.yaml # Service.Orders.yaml과 함께 두지 않는다',
    },
  },
  check(model) {
    const paths = new Paths();
    const findings: Finding[] = [];
    for (const manifest of model.manifests) {
      for (const complaint of [...paths.complaints(manifest), ...longNames(manifest.path)]) {
        findings.push(findingFor(manifest, code, complaint));
      }
    }
    return findings;
  },
};
