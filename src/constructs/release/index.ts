/**
 * Releases that move requests to a new version share by share and go back by themselves. A service has one by its prop
 * `release`:
 *
 * ```ts
 * new Service(this, 'frontend', {
 *   …,
 *   exposure: { type: 'load-balancer', lingering },
 *   requests: NGINX_LOG, // how its requests are counted and timed
 *   serviceLevel, // one statement: analyses, rules and dashboards follow
 *   release: canary({ weights: [5, 10, 25, 50, 100] }),
 * });
 * ```
 *
 * The Ingress (the service's name, else `ingress`) sends to the service's own name with the port `use-annotation`. The
 * environment needs the add-on Argo Rollouts and a Prometheus. Left out, the service rolls as a Deployment.
 */
export * from './check-analysis';
export { previewService } from './release-services';
export * from './weighted-release';
export * from './weighted-rollout';
