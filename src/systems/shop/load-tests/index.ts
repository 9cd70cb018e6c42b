export { ShopLoadTests } from './load-tests';
