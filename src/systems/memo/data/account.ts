import type { ApplicationAccount } from '../../../constructs/data-init/mariadb';
import { MARIADB_EXPORTER } from '../../../constructs/data-store';

/** Database of the document (MM-03). */
export const DATABASE = 'memo_app';

/** Unicode 14 weights: tells emoji apart, which `utf8mb4_unicode_ci` does not (decision 071). */
export const COLLATION = 'utf8mb4_uca1400_ai_ci';

/** The account that FastAPI logs in with (MM-09): rows of the memos, nothing else. */
export const ACCOUNT: ApplicationAccount = {
  user: 'memo_user',
  database: DATABASE,
  tables: { memos: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
};

/** The account of what watches the server: it logs in and asks for figures that every account may see (decision 155). */
export const EXPORTER: ApplicationAccount = {
  user: MARIADB_EXPORTER,
  database: DATABASE,
  tables: {},
  mostConnections: 3,
};
