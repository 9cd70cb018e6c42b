import { everyResource, type Grant, IrsaRole, secretsGrant, tracesGrant } from '../../../src/constructs/aws';
import { declarationsOf } from '../../../src/constructs/structure';
import { objectOf, testSystem } from '../place';

const GRANT: Grant = {
  sid: 'ReadOrders',
  actions: ['dynamodb:Query', 'dynamodb:GetItem'],
  resources: ['arn:aws:dynamodb:ap-northeast-2:111122223333:table/orders'],
};

function role(grants: readonly Grant[], maxSessionHours?: number) {
  const system = testSystem();
  const made = new IrsaRole(system.cloud, 'shop-backend', {
    namespace: 'shop',
    serviceAccount: { namespace: 'shop', name: 'backend' },
    grants,
    boundary: 'shop-boundary',
    maxSessionHours,
    requirements: ['XX-01'],
  });
  const spec = objectOf(system, 'Role', 'shop-backend').spec as {
    assumeRolePolicyDocument: string;
    inlinePolicies: { grants: string };
    permissionsBoundary: string;
    maxSessionDuration: number;
  };
  return { made, spec };
}

test('exactly one ServiceAccount of this cluster may take the role, for the audience of STS', () => {
  const { spec } = role([GRANT]);
  expect(JSON.parse(spec.assumeRolePolicyDocument)).toMatchInlineSnapshot(`
   {
     "Statement": [
       {
         "Action": [
           "sts:AssumeRoleWithWebIdentity",
         ],
         "Condition": {
           "StringEquals": {
             "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud": "sts.amazonaws.com",
             "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub": "system:serviceaccount:shop:backend",
           },
         },
         "Effect": "Allow",
         "Principal": {
           "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
         },
         "Sid": "OneServiceAccount",
       },
     ],
     "Version": "2012-10-17",
   }
  `);
});

test('grants become statements by sid, actions sorted, whatever their order in the code', () => {
  const { spec } = role([tracesGrant(), GRANT]);
  expect(spec.inlinePolicies.grants).toBe(role([GRANT, tracesGrant()]).spec.inlinePolicies.grants);
  const statements = (JSON.parse(spec.inlinePolicies.grants) as { Statement: { Sid: string; Action: string[] }[] })
    .Statement;
  expect(statements.map(statement => statement.Sid)).toEqual(['ReadOrders', 'SendTraces']);
  expect(statements[0]).toEqual({
    Sid: 'ReadOrders',
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:Query'],
    Resource: GRANT.resources,
  });
});

test('the role is bounded by a policy of the platform team, lasts an hour, and says its ARN', () => {
  const { made, spec } = role([GRANT]);
  expect(spec.permissionsBoundary).toBe('arn:aws:iam::111122223333:policy/shop-boundary');
  expect(spec.maxSessionDuration).toBe(3600);
  expect(made.arn).toBe('arn:aws:iam::111122223333:role/shop-backend');
});

test('the boundary and the token issuer are contracts of the platform team', () => {
  const contracts = declarationsOf(role([GRANT]).made).flatMap(found => (found.type === 'contract' ? [found] : []));
  expect(contracts.map(contract => contract.id)).toEqual(['shop-backend-token-issuer', 'shop-backend-boundary']);
  expect(contracts.map(contract => contract.requirements)).toEqual([['XX-01'], ['XX-01']]);
  expect(contracts[1]?.make).toContain('"Action":["dynamodb:GetItem","dynamodb:Query"],"Resource":["*"]');
});

test('secrets are granted by name, with the six characters that AWS adds', () => {
  expect(secretsGrant(testSystem().cloud, 'ReadSecrets', ['shop/backend']).resources).toEqual([
    'arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:shop/backend-??????',
  ]);
});

const refused: readonly [string, readonly Grant[], string][] = [
  ['no grants', [], 'Role shop-backend has no grants'],
  ['no actions', [{ ...GRANT, actions: [] }], 'grant ReadOrders: no actions'],
  ['a wildcard in an action', [{ ...GRANT, actions: ['dynamodb:Get*'] }], 'action "dynamodb:Get*" has a wildcard'],
  ['every action on every resource', [{ ...GRANT, actions: ['*'], resources: ['*'] }], 'action "*" has a wildcard'],
  [
    'every resource without a reason',
    [{ ...GRANT, resources: ['*'] }],
    'resource "*"; name the ARNs, or everyResource',
  ],
  ['no resources', [{ ...GRANT, resources: [] }], 'grant ReadOrders: no resources'],
  ['two grants of one sid', [GRANT, GRANT], 'two grants called ReadOrders'],
  ['a sid that IAM refuses', [{ ...GRANT, sid: 'read-orders' }], 'letters and digits only'],
  [
    'more than IAM stores',
    [{ ...GRANT, resources: Array.from({ length: 200 }, (_, index) => `${String(GRANT.resources)}-${index}`) }],
    'IAM takes 10240',
  ],
];

test.each(refused)('a role with %s is refused', (_, grants, message) => {
  expect(() => role(grants)).toThrow(message);
});

test('every resource is granted where a reason is given', () => {
  const { spec } = role([{ ...GRANT, resources: everyResource('AWS offers nothing narrower') }]);
  expect(spec.inlinePolicies.grants).toContain('"*"');
});

test.each([0, 13, 1.5])('a session of %s hours is refused', hours => {
  expect(() => role([GRANT], hours)).toThrow('whole hours from 1 to 12');
});
