import type { Construct } from 'constructs';
import { TracedConstruct } from '../../constructs/structure';

/** What Memo counts on outside of these manifests: images and their ways (docs/contracts/memo.md). */
export class MemoContracts extends TracedConstruct {
  constructor(scope: Construct, id: string, { namespace }: { readonly namespace: string }) {
    super(scope, id);
    const owner = 'application team';
    const ask = (path: string): string =>
      `kubectl exec deployment/fastapi -n ${namespace} -- python -c ` +
      `"import urllib.request as r; print(r.urlopen('http://localhost:8000${path}').status)"`;
    this.declare({
      type: 'contract',
      id: `${namespace}-health`,
      owner,
      statement:
        'GET /health answers 200 within 5 s while the database answers, with "status": "degraded" where Redis or Kafka ' +
        'does not, and 503 where the database does not.',
      check: ask('/health'),
      expect: '200',
      requirements: ['MM-02'],
    });
    this.declare({
      type: 'contract',
      id: `${namespace}-cache-hit-rate`,
      owner,
      statement:
        'GET /metrics shows memo_cache_requests_total{result="hit"} and {result="miss"} in the text format of Prometheus.',
      check: ask('/metrics'),
      expect: '200',
      requirements: ['MM-09'],
    });
    this.declare({
      type: 'contract',
      id: `${namespace}-pool`,
      owner,
      statement:
        'One process a pod opens at most DB_POOL_SIZE + DB_MAX_OVERFLOW connections to the database: 10 that stay, 20 in all.',
      check:
        `kubectl exec mariadb-0 -n ${namespace} -- mysql -u root -p --skip-column-names -e "SELECT MAX(each) <= 20 FROM ` +
        `(SELECT COUNT(*) AS each FROM information_schema.processlist WHERE user = 'memo_user' ` +
        `GROUP BY SUBSTRING_INDEX(host, ':', 1)) AS pods"`,
      expect: '1',
      requirements: ['MM-06'],
    });
  }
}
