export { ACCOUNT, COLLATION, DATABASE, EXPORTER } from './account';
export {
  sampleDataLoad,
  schemaInit,
  validation,
  type MemoAccounts,
  type MemoContent,
  type MemoTarget,
} from './data-init';
