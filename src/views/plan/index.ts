export { planOf, type Plan, type PlanInput, type PlannedChange } from './plan';
export { planMarkdown } from './plan-markdown';
export { planText } from './plan-text';
