import {
  applicationRoleScript,
  applyStep,
  checkStep,
  versionedScript,
  type AppliedStep,
  type PostgresTarget,
  type SqlStep,
} from '../../../constructs/data-init';
import {
  mergeScript,
  validationScript,
  wantedScript,
  type Check,
  type SampleTable,
} from '../../../constructs/data-init/sample';
import { columnRules, type Column } from './columns';
import { grantsOf, rightsRules, type Rights } from './rights';

/** The server that both databases lie on, and who may make databases and roles there. */
export type ShopServer = Omit<PostgresTarget, 'database'>;

/** A database of the shop, as the design document draws it (LP-04, LP-05, LP-06), with its sample data. */
export interface ShopDatabase {
  /** First word of its steps' names: `catalog`. */
  readonly name: string;
  /** The document's name of it: `catalog_db`. */
  readonly database: string;
  /** Role that its service logs in with. */
  readonly role: string;
  /** What that role may do; nothing else. */
  readonly rights: Rights;
  /** Scripts of the schema, oldest first. What was released stays as it is; a change is one more. */
  readonly schema: readonly string[];
  /** The document's columns. */
  readonly columns: readonly Column[];
  /** Sample rows, referred-to tables first. */
  readonly tables: readonly SampleTable[];
  /** Version of the sample rows. Raise it by one at each change of them, or of how they become SQL. */
  readonly dataVersion: number;
  /** Figures that the validation compares. */
  readonly figures: readonly Check[];
  /** SQL that writes further faults down. */
  readonly rules: string;
}

/** Environment variable with the password of the service's role. A Secret fills it. */
const PASSWORD_VARIABLE = 'DATABASE_PASSWORD';

const DATA_FOLDER = '/data';

const secretsOf = ({ role }: ShopDatabase) => ({
  [PASSWORD_VARIABLE]: { meaning: `password of ${role}`, optional: false },
});

/** Step that makes the database, its tables and its role. Again: the rights and the password anew. */
export function schemaStep(of: ShopDatabase, server: ShopServer): AppliedStep {
  const role = applicationRoleScript({
    name: of.role,
    passwordVariable: PASSWORD_VARIABLE,
    rights: `Only what the ${of.name} service does: no DDL, no other schema, no history, no other database.`,
    grants: grantsOf(of.role, of.rights),
  });
  return applyStep({
    name: `${of.name}-schema`,
    version: of.schema.length,
    folder: {
      path: '/scripts',
      files: [
        { name: 'schema.sql', text: versionedScript(of.schema) },
        { name: 'grants.sql', text: role },
      ],
    },
    into: { ...server, database: of.database },
    makesDatabase: true,
    secrets: secretsOf(of),
  });
}

/** Step that makes the sample rows what git wants; rows of the application stay. */
export function dataStep(of: ShopDatabase, server: ShopServer): AppliedStep {
  return applyStep({
    name: `${of.name}-data`,
    version: of.dataVersion,
    folder: { path: DATA_FOLDER, files: [wantedFile(of), { name: 'merge.sql', text: mergeScript(of.tables) }] },
    into: { ...server, database: of.database },
    needs: schemaStep(of, server),
  });
}

/** Step that compares everything with git and fails where something is off. It reads the folder of the data step, too. */
export function validationStep(of: ShopDatabase, server: ShopServer): SqlStep {
  const text = validationScript({
    tables: of.tables,
    figures: of.figures,
    steps: [schemaStep(of, server), dataStep(of, server)],
    rules: [columnRules(of.columns), rightsRules(of.role, of.rights), of.rules].join('\n'),
    guide: 'docs/guides/shop-data.md',
  });
  return checkStep({
    name: `${of.name}-validation`,
    folder: { path: '/validation', files: [{ name: 'validation.sql', text }] },
    compareWith: [{ path: DATA_FOLDER, files: [wantedFile(of)] }],
    into: { ...server, database: of.database },
    login: { role: of.role, passwordVariable: PASSWORD_VARIABLE },
    secrets: secretsOf(of),
  });
}

/** What git wants, in temporary tables. */
const wantedFile = ({ name, tables }: ShopDatabase) => ({
  name: 'wanted.sql',
  text: wantedScript(`Sample data of the ${name} service (LP-06).`, tables),
});
