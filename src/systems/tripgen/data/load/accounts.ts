import type { COUNTS } from '../counts';

/** What an account may do. */
export const ROLES = ['ADMIN', 'POWER_USER', 'USER'] as const;

/** An account of the sample data (TG-08). No password: decision 058. */
export interface Account {
  readonly username: keyof typeof COUNTS.trips;
  readonly displayName: string;
  readonly role: (typeof ROLES)[number];
}

/** The document's four accounts (TG-08). */
export const ACCOUNTS: readonly Account[] = [
  { username: 'admin', displayName: '관리자', role: 'ADMIN' },
  { username: 'testuser1', displayName: '일반사용자1', role: 'USER' },
  { username: 'testuser2', displayName: '일반사용자2', role: 'USER' },
  { username: 'poweruser', displayName: '파워사용자', role: 'POWER_USER' },
];
