import { Yaml } from 'cdk8s';

/** Where people log in. Groups come from the provider; nothing here is secret (PKCE needs no client secret). */
export interface SignIn {
  /** Address of Argo CD's own page (`https://argocd.example.com`). */
  readonly url: string;
  /** Issuer of the OpenID Connect provider. */
  readonly issuer: string;
  readonly clientId: string;
}

/** Entries of argocd-cm for single sign-on; with them the local administrator is switched off. */
export function signInSettings(signIn: SignIn | undefined): Readonly<Record<string, string>> {
  if (signIn === undefined) return {};
  const { url, issuer, clientId } = signIn;
  const config = {
    name: 'Single sign-on',
    issuer,
    clientID: clientId,
    enablePKCEAuthentication: true,
    requestedScopes: ['openid', 'profile', 'email', 'groups'],
  };
  return { url, 'oidc.config': Yaml.stringify(config), 'admin.enabled': 'false' };
}

/** Values of the chart below `configs.rbac`. */
export interface AccessValues {
  readonly 'policy.default': 'role:readonly';
  readonly 'policy.csv': string;
}

/** People who approve, abort and retry weighted releases: they act on Rollouts and change nothing else. */
export interface ReleaseApprovers {
  /** Group of the sign-on provider. */
  readonly group: string;
  /** Project whose releases they decide. */
  readonly project: string;
}

/**
 * Who may do what. Everybody who can log in reads; the group `platform-team` administers; the group `developers`
 * starts syncs of the projects that are named; approvers decide over releases (FP-14, LP-16).
 */
export function access(developersSync: readonly string[], approvers?: ReleaseApprovers): AccessValues {
  const policies = [
    'g, platform-team, role:admin',
    ...developersSync.map(project => `p, role:developer, applications, sync, ${project}/*, allow`),
    ...(developersSync.length > 0 ? ['g, developers, role:developer'] : []),
    ...(approvers
      ? [
          `p, role:release-approver, applications, action/argoproj.io/Rollout/*, ${approvers.project}/*, allow`,
          `g, ${approvers.group}, role:release-approver`,
        ]
      : []),
  ];
  return { 'policy.default': 'role:readonly', 'policy.csv': policies.join('\n') + '\n' };
}
