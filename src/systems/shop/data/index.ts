import type { AppliedStep, SqlStep } from '../../../constructs/data-init';
import { catalogDatabase } from './catalog';
import { orderDatabase } from './order';
import { dataStep, schemaStep, validationStep, type ShopServer } from './shop-database';

export { CATALOG_DATABASE, CATALOG_ROLE } from './catalog';
export { ORDER_DATABASE, ORDER_ROLE } from './order';
export type { ShopServer } from './shop-database';

/** Job `catalog-schema`: database `catalog_db` where it is missing, tables, role. Secrets: PGPASSWORD, DATABASE_PASSWORD. (LP-04, LP-06) */
export const catalogSchema = (server: ShopServer): AppliedStep => schemaStep(catalogDatabase(), server);

/** Job `catalog-data`: categories and products of git. Secret: PGPASSWORD. (LP-06) */
export const catalogData = (server: ShopServer): AppliedStep => dataStep(catalogDatabase(), server);

/** Job `catalog-validation`; it reads the files of `catalog-data`. Secrets: PGPASSWORD, DATABASE_PASSWORD. (LP-06) */
export const catalogValidation = (server: ShopServer): SqlStep => validationStep(catalogDatabase(), server);

/** Job `order-schema`: database `order_db` where it is missing, tables, role. Secrets: PGPASSWORD, DATABASE_PASSWORD. (LP-05, LP-06) */
export const orderSchema = (server: ShopServer): AppliedStep => schemaStep(orderDatabase(), server);

/** Job `order-data`: orders and their items of git. Secret: PGPASSWORD. (LP-06) */
export const orderData = (server: ShopServer): AppliedStep => dataStep(orderDatabase(), server);

/** Job `order-validation`; it reads the files of `order-data`. Secrets: PGPASSWORD, DATABASE_PASSWORD. (LP-06) */
export const orderValidation = (server: ShopServer): SqlStep => validationStep(orderDatabase(), server);
