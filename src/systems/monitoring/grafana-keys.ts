/** Keys of Grafana's Secret, and what each means. */
export const GRAFANA_KEYS = {
  ADMIN_PASSWORD: 'password of the account admin, by which people open the dashboards',
  SECRET_KEY: 'key by which Grafana encrypts what it keeps, 32 characters or more',
} as const;
