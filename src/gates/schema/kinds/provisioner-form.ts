import { shown } from '../json-path';
import { objectRule, type RuleTexts } from '../object-rule';

/** A qualified name: letters, digits, `-`, `_`, `.`, with a domain before it where there is one. */
const QUALIFIED = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[a-z0-9]([-a-z0-9_.]*[a-z0-9])?$/i;

const example = 'kind: StorageClass\nprovisioner: ebs.csi.aws.com';
const text: RuleTexts = {
  en: {
    rule: 'The provisioner of a StorageClass is a name, with its domain.',
    reason: 'For the schema it is any text; the API server refuses what is no qualified name.',
    example,
  },
  ko: {
    rule: 'StorageClass의 provisioner는 도메인이 있는 이름이어야 한다.',
    reason: '스키마에는 아무 글자나 되지만, API 서버는 한정된 이름이 아니면 거부한다.',
    example,
  },
};

/** A StorageClass names a provisioner that can exist. */
export const provisionerForm = objectRule('provisioner-form', text, ({ kind, apiVersion, provisioner }) => {
  if (kind !== 'StorageClass' || !apiVersion.startsWith('storage.k8s.io/')) return [];
  if (typeof provisioner !== 'string' || QUALIFIED.test(provisioner)) return [];
  const expected = 'a name like ebs.csi.aws.com';
  return [{ steps: ['provisioner'], message: `found ${shown(provisioner)}`, expected, mend: `write ${expected}` }];
});
