import { outputFiles } from '../../proof/writer/fixture';

/** What the run before has written. */
export const before = outputFiles({
  'dist/dev/app/Service.shop.yaml': 'port: 80\n',
  'dist/dev/app/Deployment.shop.yaml': 'replicas: 1\n',
  'argocd/dev/root.yaml': 'kind: Application\n',
});

/** What the run writes. */
export const after = outputFiles({
  'dist/dev/app/Deployment.shop.yaml': 'replicas: 2\n',
  'dist/prod/app/Service.가게.yaml': 'port: 81\n',
  'argocd/dev/root.yaml': 'kind: AppProject\n',
});

/** What a run throws; undefined where it throws nothing. */
export function errorOf(run: () => unknown): unknown {
  try {
    return void run();
  } catch (error) {
    return error;
  }
}
