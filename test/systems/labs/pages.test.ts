import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { valueAt } from '../../../src/gates/schema/json-path';
import type { LabDeclaration } from '../../../src/model';
import { read } from '../../constructs/read';
import { blocksOf, headingsOf, ROOT } from '../../docs/pages';
import { named, partOf, realModel } from '../../real-model';

const model = partOf(realModel(), 'learn');
const LABS = model.declarations.filter((each): each is typeof each & LabDeclaration => each.type === 'lab');
const page = (name: string): string => readFileSync(join(ROOT, 'docs/labs', name), 'utf8');
const LANGUAGES = [
  ['en', '', ['Before', 'Steps', 'Verify', 'What to look at', 'Clean up']],
  ['ko', '.ko', ['준비', '단계', '검증', '볼 것', '정리']],
] as const;

describe.each(LANGUAGES)('LP-21 the pages of the labs in %s', (language, suffix, parts) => {
  test.each(LABS.map(lab => [lab.job, lab] as const))('LP-21 say all of %s', (job, { number, title, checks }) => {
    const text = page(`${job}${suffix}.md`);
    const [heading = '', ...chapters] = headingsOf(text).filter(each => !each.startsWith('###'));
    expect(heading.toLowerCase()).toContain(`${number}: ${title[language].toLowerCase()}`);
    expect(chapters.map(each => each.slice(3))).toEqual(parts);
    expect(text).toContain(`create job "$run" --from=cronjob/${job}`);
    expect(page(`README${suffix}.md`)).toContain(`(${job}${suffix}.md)`);
    // What the proof printed; a check that came later is missing in it.
    const output = blocksOf(text).find(block => block.startsWith('holds')) ?? '';
    expect([...output.matchAll(/^holds +\d+-([\w-]+):/gm)].map(match => match[1])).toEqual(
      checks.map(({ name }) => name),
    );
    for (const { what, holds } of checks) {
      expect(output).toContain(`${what.en} | ${what.ko}`);
      expect(output).toContain(`, expected ${holds}\n`);
    }
  });
});

test('LP-21 every check of every lab stands in the generated page', () => {
  for (const [language, suffix] of LANGUAGES)
    for (const { checks } of LABS)
      for (const { name, what, measure, holds } of checks) {
        const text = page(`checks${suffix}.md`);
        expect(text).toContain(`**${name}**: ${what[language]}.`);
        expect(text).toContain(`${measure} ${holds}\n`);
      }
});

/** Questions of the page: groups and text of each. */
function questions(): readonly { readonly groups: readonly string[]; readonly text: string }[] {
  return [...page('log-queries.md').matchAll(/^ask ('[^']+'|\S+) \d+ '([^']+)'$/gm)].map(match => ({
    groups: String(match[1]).replaceAll("'", '').split(' '),
    text: String(match[2]),
  }));
}

/** Log groups that git makes, and PostgreSQL's, which RDS writes to as its instance says. */
function groups(): readonly string[] {
  return model.manifests.flatMap(({ object }) => {
    if (object.kind === 'LogGroup') return [String(read(object, 'spec.name'))];
    if (object.kind !== 'DBInstance') return [];
    const logs = read(object, 'spec.enableCloudwatchLogsExports') as readonly string[];
    return logs.map(log => `/aws/rds/instance/${String(read(object, 'spec.dbInstanceIdentifier'))}/${log}`);
  });
}

/** Fields of the line that nginx writes of a request, as its configuration has it. */
function fields(): readonly string[] {
  const map = model.manifests.find(({ object }) => object.metadata.name.startsWith('frontend-config-'));
  const configuration = String(valueAt(map?.object, ['data', 'nginx.conf']));
  const [, format = ''] = /log_format requests escape=json ('[^;]*);/.exec(configuration) ?? [];
  const line = format
    .replaceAll(/'\s*'|^'|'$/g, '')
    .replaceAll(/:\$\w+/g, ':0')
    .replaceAll(/"\$\w+"/g, '""');
  return Object.keys(JSON.parse(line) as object);
}

/** Words of the language, and fields that CloudWatch gives every line. */
const LANGUAGE =
  /^(fields|filter|stats|sort|limit|parse|as|by|like|desc|asc|count|pct|bin|\d+[a-z]?|@(timestamp|message|log))$/;

/** Words of a question that are neither of the language nor names that it gives itself. */
function asked(text: string): readonly string[] {
  const own = [...text.matchAll(/ as (\w+)/g)].map(match => match[1]);
  const bare = text.replaceAll(/"[^"]*"|\/[^/]*\//g, ' ');
  return (bare.match(/@?\w+/g) ?? []).filter(word => !LANGUAGE.test(word) && !own.includes(word));
}

describe('LP-25 questions to CloudWatch Logs', () => {
  test('LP-25 go to groups that are there', () => {
    expect(questions()).toHaveLength(6);
    const all = questions().flatMap(each => each.groups);
    expect(all.filter(group => !groups().includes(group))).toEqual([]);
    expect(groups()).toContain('/aws/rds/instance/learn-shop-db/postgresql');
  });

  test('LP-25 ask for fields that nginx writes, and of other programs for none', () => {
    expect(fields()).toEqual(['time', 'method', 'path', 'status', 'seconds', 'upstream_seconds']);
    for (const { groups: own, text } of questions())
      expect(asked(text).filter(field => own[0] !== '/learn/frontend' || !fields().includes(field))).toEqual([]);
    expect(asked('filter statuss >= 500 | stats pct(millis, 95) by bin(1m) | sort @timestamp')).toEqual([
      'statuss',
      'millis',
    ]);
  });
});

describe('LP-25 what the first lab shows', () => {
  const text = page('lab-1.md');
  const hcl = blocksOf(text).find(block => block.startsWith('resource ')) ?? '';

  test('LP-25 Terraform has the figures of the contracts: the cluster, its system group, its security groups', () => {
    const group = model.manifests.find(named('learn', 'Nodegroup/backend/system'))?.object;
    const spec = group && (read(group, 'spec') as Record<string, unknown>);
    const { minSize, maxSize } = spec?.['scalingConfig'] as { minSize: number; maxSize: number };
    const stated = new Map(
      model.declarations.flatMap(each => (each.type === 'contract' ? [[each.id, each] as const] : [])),
    );
    for (const part of [
      `version  = "${model.environments[0]?.cluster.kubernetes}"`,
      `service_ipv4_cidr = "${model.environments[0]?.cluster.network.serviceCidr}"`,
      `instance_types  = ["${(spec?.['instanceTypes'] as string[])[0]}"]`,
      `min_size     = ${minSize}\n    max_size     = ${maxSize}`,
    ])
      expect(hcl).toContain(part);
    for (const [label, value] of Object.entries(spec?.['labels'] as object))
      expect(hcl).toContain(`"${label}" = "${String(value)}"`);
    for (const { key, value, effect } of spec?.['taints'] as { key: string; value: string; effect: string }[])
      expect(hcl).toContain(`key    = "${key}"\n    value  = "${value}"\n    effect = "${effect}"`);
    const [, stores = ''] = /for_each = \{([^}]*)\}/.exec(hcl) ?? [];
    const ports = stores.split(',').map(each => each.trim().split(' = '));
    expect(ports).toHaveLength(3);
    for (const [store, port] of ports) expect(stated.get(`${store}-firewall`)?.expect).toBe(`${port}\t${port}\t1\t0`);
    expect([...stated.keys()].filter(id => id.endsWith('-firewall'))).toHaveLength(3);
  });

  test('LP-25 the back-off has the figures that catalog and order are told', () => {
    const map = model.manifests.find(named('learn', 'ConfigMap/backend/catalog-config'))?.object;
    const data = valueAt(map, ['data']) as Readonly<Record<string, string>>;
    const { DB_RETRY_ATTEMPTS, DB_RETRY_FIRST_DELAY_MS, DB_RETRY_FACTOR, DB_CONNECT_TIMEOUT_MS } = data;
    expect(text).toContain(`${DB_RETRY_ATTEMPTS} tries, ${DB_RETRY_FIRST_DELAY_MS} ms after the first`);
    expect([DB_RETRY_FACTOR, Number(DB_CONNECT_TIMEOUT_MS).toLocaleString('en')]).toEqual(['2', '2,000']);
    expect(text).toContain('twice as long after each further one, each waiting\n2,000 ms at most');
  });

  test('LP-25 the add-on that Helm renders is one chart with values, pinned', () => {
    const [, name = ''] = /^application=(\S+)$/m.exec(text) ?? [];
    const path = join(ROOT, `argocd/learn/addons/Application.argoproj.io.${name}.yaml`);
    const { source } = (parse(readFileSync(path, 'utf8')) as { spec: { source: Record<string, unknown> } }).spec;
    expect(source['targetRevision']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Object.keys(source)).toEqual(expect.arrayContaining(['chart', 'repoURL', 'helm']));
  });
});
