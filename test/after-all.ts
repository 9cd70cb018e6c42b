export { afterAllTests as default } from './model-file';
