import { assumed } from '../../constructs/structure';

/** Why the values of the club's cluster are assumed (ALL-03). */
export const ASK = 'the document names none; whoever runs the club’s cluster enters it';

/** Classes of volumes: they stay when their claim goes; those for backups lie on other disks than the databases'. */
export const VOLUMES = { retained: 'retained', backup: 'backup' } as const;

/** The club's Vault or OpenBao, and how it trusts this cluster (decision 072). */
export const vault = {
  server: assumed<string>('https://vault.example.com', ASK),
  mount: assumed<string>('secret', ASK),
  trust: assumed<string>('kubernetes', ASK),
} as const;
