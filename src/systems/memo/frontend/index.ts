export { FRONTEND_HEALTH, MemoFrontend, type MemoFrontendProps } from './frontend';
