import type { Complained } from '../../pod/rule-forms';
import { nameList, environmentRule } from '../../reference/reference-rule';
import type { EnvironmentObjects } from '../../reference/environment-objects';
import type { RuleTexts } from '../../schema/object-rule';
import { fileServersOf, type FileServer } from './file-server';
import { jobName, jobsKept, scrapeJobsOf } from './scrape-jobs';

const example =
  'relabel_configs: [{ action: keep, source_labels: [__meta_kubernetes_pod_container_port_name], regex: http }] # a port that a container of the pods names';
const text: RuleTexts = {
  en: {
    rule: 'Every entry of scrape_configs keeps pods that the environment has, or nodes, and everything that is declared to be read has an entry.',
    reason: 'An entry without targets is no error anywhere, nor is a program that nobody reads: there is just no data.',
    example,
  },
  ko: {
    rule: 'scrape_configs의 모든 항목은 환경에 있는 파드나 노드를 고르고, 수집한다고 선언한 것에는 모두 항목이 있다.',
    reason: '대상이 없는 항목도, 아무도 읽지 않는 프로그램도 어디에서도 오류가 아니다. 그저 데이터가 없을 뿐이다.',
    example,
  },
};

/** A Prometheus of files finds what it is to read. */
export const scrapeJobFindsTargets = environmentRule('scrape-job-finds-targets', text, function* (environment) {
  for (const server of fileServersOf(environment)) yield* complaintsAbout(server, environment);
});

function* complaintsAbout(server: FileServer, environment: EnvironmentObjects): Iterable<Complained> {
  const { settings } = server;
  if (settings === undefined) return; // rule-file-is-read finds it
  const found = new Set<string>();
  for (const at of scrapeJobsOf(server)) {
    const jobs = jobsKept(at, environment);
    for (const job of jobs) found.add(job);
    if (jobs.size > 0) continue;
    yield [
      settings.manifest,
      {
        steps: at.steps,
        message: `found ${jobName(at)}, which keeps no pod of the environment`,
        expected: 'labels and a port that pods of its namespaces carry',
        mend: 'copy the selector of the workload, and name the port as its container does',
      },
    ];
  }
  const declared = environment.declarations.flatMap(each => (each.type === 'monitor' ? [each.job] : []));
  for (const job of new Set(declared.filter(each => !found.has(each)))) {
    yield [
      settings.manifest,
      {
        steps: [...settings.steps, 'scrape_configs'],
        message: `found no entry that reads ${job}, which is declared to be read`,
        expected: `an entry for ${job} beside those of ${nameList([...found]) || 'nobody'}`,
        mend: 'make Prometheus last, when every monitor is declared',
      },
    ];
  }
}
