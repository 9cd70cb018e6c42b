import type { Finding, Rule } from '../../model';
import { findingFor, type Complaint } from '../finding';
import { jsonPath } from '../schema/json-path';
import { collectionsOf, type Collection } from './collections';
import { groupFindings } from './groups';
import { readerComplaints } from './readers';
import { streamComplaints } from './streams';

const code = 'log-lines-arrive';

const example =
  'match: kube.shop.orders.*\nlog_group_name: /shop/orders # a LogGroup of that name, and lines of no other service';

function checked(collection: Collection): Finding[] {
  const { configMap, steps, declared, pipeline } = collection;
  const found = (complaints: Iterable<Complaint>): Finding[] =>
    Array.from(complaints, each => findingFor(configMap, code, { path: jsonPath(steps), ...each }));
  const read = found(readerComplaints(pipeline));
  switch (declared.to.type) {
    case 'cloudwatch':
      return [...read, ...groupFindings(collection, code, declared.to.prefix)];
    case 'loki':
      return [...read, ...found(streamComplaints(collection, declared.to.store))];
  }
}

/** Lines of every declared service arrive in exactly one log group or stream that exists, and every group has its service. */
export const logLinesArrive: Rule = {
  code,
  text: {
    en: {
      rule: 'Where logs are kept, the lines of every declared service arrive in exactly one log group, its own, which a LogGroup makes, or in exactly one stream of the cluster’s Loki, as the program wrote them; no group is without a service.',
      reason:
        'Fluent Bit throws away what no output matches and what a filter drops, and says nothing; a line that it reads by another form than the runtime’s arrives with the runtime’s words before it, and a search for its fields finds nothing. What it sends to a group or a store that is not there is given up after about half an hour. In Loki each further label makes further streams, and many streams fill its memory. Nobody notices before somebody looks for a line.',
      example,
    },
    ko: {
      rule: '로그를 보관하는 곳에서는 선언된 모든 서비스의 줄이 LogGroup이 만드는 자기만의 로그 그룹 하나에, 또는 클러스터 안 Loki의 자기만의 스트림 하나에 프로그램이 쓴 그대로 정확히 도착하며, 서비스 없는 그룹은 없다.',
      reason:
        'Fluent Bit는 어떤 출력에도 맞지 않는 줄과 필터가 버리는 줄을 말없이 버린다. 런타임의 형식과 다른 형식으로 읽은 줄은 런타임이 앞에 붙인 말과 함께 도착하여, 필드를 찾아도 나오지 않는다. 없는 그룹이나 저장소로 보낸 줄은 30분쯤 뒤에 포기한다. Loki에서는 레이블이 하나 늘 때마다 스트림이 늘고, 스트림이 많으면 메모리가 찬다. 누군가 그 줄을 찾기 전까지 아무도 모른다.',
      example,
    },
  },
  check(model) {
    const { collections, unreadable } = collectionsOf(model, code);
    return [...unreadable, ...collections.flatMap(checked)];
  },
};
