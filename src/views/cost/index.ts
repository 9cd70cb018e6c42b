export { costMarkdown, costPage } from './cost-page';
export { costText } from './cost-text';
export { estimates, type Estimate } from './estimate';
