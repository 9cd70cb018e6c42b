export { FRONTEND_HEALTH, ShopFrontend } from './frontend';
