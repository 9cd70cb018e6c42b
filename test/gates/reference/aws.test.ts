import { clusterOf } from '../model-of';
import { changed, closedModel, ENVIRONMENT, found, lacking, namesEach, set } from './reference-objects';

const ACCOUNT = 'ServiceAccount/fablink-backend';
const ROLE = 'Role/fablink-prod-backend';
const ARN = 'arn:aws:iam::853963783084:role/fablink-prod-backend';
const annotation = ['metadata', 'annotations', 'eks.amazonaws.com/role-arn'];
const onAccount = `role-trust ServiceAccount/${ENVIRONMENT}/fablink-backend $.metadata.annotations["eks.amazonaws.com/role-arn"]: `;
const onRole = `role-taken Role/${ENVIRONMENT}/fablink-prod-backend $.spec.assumeRolePolicyDocument: `;
const REST_API = 'Stage/fablink-prod-api-prod';

/** The real model with the trust policy of the back end's role edited. */
function trusting(edit: (document: string) => string): readonly string[] {
  return found(
    changed(ROLE, object => {
      const { assumeRolePolicyDocument } = object.spec as { assumeRolePolicyDocument: string };
      const edited = edit(assumeRolePolicyDocument);
      if (edited === assumeRolePolicyDocument) throw new Error('nothing was edited');
      set(object, ['spec', 'assumeRolePolicyDocument'], edited);
    }),
  );
}

describe('references between objects of AWS', () => {
  namesEach([
    [
      REST_API,
      ['spec', 'restAPIRef', 'from', 'name'],
      'fablink-prod-ap',
      [
        `aws-reference Stage/${ENVIRONMENT}/fablink-prod-api-prod $.spec.restAPIRef.from.name: `,
        'mean "fablink-prod-api"?',
      ],
    ],
    [
      REST_API,
      ['spec', 'restAPIRef', 'from', 'name'],
      'fablink-prod-api-link',
      [`aws-reference Stage/${ENVIRONMENT}/fablink-prod-api-prod`, 'has no RestAPI', 'that name belongs to a VPCLink'],
    ],
    [
      REST_API,
      ['spec', 'restAPIRef', 'from', 'namespace'],
      'fablink-dev',
      [`aws-reference Stage/${ENVIRONMENT}/fablink-prod-api-prod`, 'namespace fablink-dev has no RestAPI'],
    ],
    [
      'Table/fablink-prod-cache',
      ['spec', 'sseSpecification', 'kmsMasterKeyRef', 'from', 'name'],
      'nokey',
      [
        `aws-reference Table/${ENVIRONMENT}/fablink-prod-cache $.spec.sseSpecification.kmsMasterKeyRef.from.name: `,
        'no Key',
      ],
    ],
    [
      'DBCluster/fablink-prod-aurora',
      ['spec', 'vpcSecurityGroupRefs'],
      [{ from: { name: 'database' } }],
      [`aws-reference DBCluster/${ENVIRONMENT}/fablink-prod-aurora $.spec.vpcSecurityGroupRefs[0].from.name: `],
    ],
    [
      'DBCluster/fablink-prod-aurora',
      ['spec', 'unheardOfRef'],
      { from: { name: 'nothing' } },
      [
        `aws-reference DBCluster/${ENVIRONMENT}/fablink-prod-aurora $.spec.unheardOfRef.from.name: `,
        'has no AWS object',
      ],
    ],
    [
      ACCOUNT,
      annotation,
      ARN.replace('backend', 'bakend'),
      [onAccount, 'found the role "fablink-prod-bakend"', 'did you mean "fablink-prod-backend"?'],
      [onRole, 'but it names'],
    ],
    [ACCOUNT, annotation, 'fablink-prod-backend', [onAccount, 'the ARN of an IAM role'], [onRole]],
    [
      ACCOUNT,
      annotation,
      ARN.replace('853963783084', '111122223333'),
      [onAccount, 'found a role of account 111122223333; account 853963783084'],
    ],
    [
      ACCOUNT,
      annotation,
      ARN.replace('backend', 'migrate'),
      [
        onAccount,
        'has the subject ["system:serviceaccount:fablink-prod:fablink-backend-migrate"]',
        'prod:fablink-backend;',
      ],
      [onRole, 'found that ServiceAccount fablink-prod/fablink-backend may take the role'],
    ],
    [ACCOUNT, annotation, undefined, [onRole, 'but it names nothing']],
  ]);

  it.each<[string, (document: string) => string, readonly string[]]>([
    [
      'a second account',
      text => text.replace(/"(system:serviceaccount:[^"]*)"/, '["$1", "system:serviceaccount:fablink-prod:database"]'),
      [
        'has the subject ["system:serviceaccount:fablink-prod:fablink-backend","system:serviceaccount:',
        'database may take',
      ],
    ],
    [
      'whatever fits a pattern',
      text => text.replace('StringEquals', 'StringLike'),
      ['has the operator ["StringLike"]; StringEquals'],
    ],
    [
      'tokens for others',
      text => text.replace('sts.amazonaws.com', 'other'),
      ['has the audience ["other"]; sts.amazonaws'],
    ],
    [
      'another cluster',
      text => text.replace(/[A-Z0-9]+(?=:(?:sub|aud)")/g, 'OTHER'),
      ['has the issuer ["oidc.eks.ap-northeast-2.amazonaws.com/id/OTHER"]'],
    ],
    [
      "another account's provider",
      text => text.replace('iam::853963783084', 'iam::111122223333'),
      ['has the identity provider ["arn:aws:iam::111122223333'],
    ],
    [
      'an account that does not exist',
      text => text.replace(':fablink-prod:fablink-backend', ':fablink-prod:fablink-bakend'),
      ['has the subject ["system:serviceaccount:fablink-prod:fablink-bakend"]', 'did you mean "fablink-backend"?'],
    ],
    [
      'something that is no account',
      text => text.replace('system:serviceaccount:fablink-prod:fablink-backend', 'everybody'),
      ['has the subject ["everybody"]', 'found the subject "everybody"; system:serviceaccount:<namespace>:<name>'],
    ],
    ['nobody', text => text.replace('"Allow"', '"Deny"'), ['of which 0 statements let a ServiceAccount take it']],
    ['nothing readable', () => '{', ['of which 0 statements', 'found no readable trust policy']],
  ])('name a role that trusts %s', (_, edit, says) => {
    expect(trusting(edit)).toEqual(says.map(part => expect.stringContaining(part)));
  });

  it('name an account whose role is not declared', () => {
    expect(found(lacking(ROLE))).toEqual([
      expect.stringContaining(`${onAccount}found the role "fablink-prod-backend"`),
    ]);
  });

  it('name a role annotation on a cluster that is not in AWS', () => {
    const model = closedModel();
    const environments = model.environments.map(each =>
      each.name === ENVIRONMENT ? { ...each, cluster: clusterOf() } : each,
    );
    expect(found({ ...model, environments })).toContainEqual(
      expect.stringContaining(`${onAccount}found "${ARN}" on a cluster that is not in AWS; no annotation`),
    );
  });

  it('accept a role whose object has another name than the role in AWS', () => {
    const model = changed(ROLE, object => {
      object.metadata.name = 'role-of-the-back-end';
    });
    expect(found(model)).toEqual([]);
  });

  it('accept a role with a path', () => {
    const renamed = changed(ROLE, object => set(object, ['spec', 'path'], '/teams/a/'));
    expect(found(renamed)).toContainEqual(expect.stringContaining(onAccount));
    const manifests = renamed.manifests.map(manifest =>
      manifest.object.kind === 'ServiceAccount' && manifest.object.metadata.annotations?.[annotation[2] ?? ''] === ARN
        ? {
            ...manifest,
            object: {
              ...manifest.object,
              metadata: {
                ...manifest.object.metadata,
                annotations: { [annotation[2] ?? '']: ARN.replace('role/', 'role/teams/a/') },
              },
            },
          }
        : manifest,
    );
    expect(found({ ...renamed, manifests })).toEqual([]);
  });
});
