import type { AssumedFact, Finding, ModelEnvironment, Rule } from '../../model';
import { shown } from '../schema/json-path';

const code = 'assumed-in-live';

function findingOf({ name, source }: ModelEnvironment, { path, value, reason }: AssumedFact): Finding {
  return {
    code,
    message: `found the assumed value ${shown(value)} in the live environment ${name}: ${reason}`,
    where: { environment: name, path, ...(source === undefined ? {} : { source }) },
    expected: 'the real value, stated without assumed(…)',
    mend: 'look the value up and replace assumed(…) by it, or mark the environment live only afterwards',
  };
}

const example = "live: true // then vpcCidr: '10.20.0.0/16', and no longer assumed('192.0.2.0/24', 'not built')";

/** Where real traffic flows, nothing is assumed (ALL-03). */
export const assumedInLive: Rule = {
  code,
  text: {
    en: {
      rule: 'An environment that is marked live holds no assumed fact.',
      reason:
        'An address or account from the documentation ranges belongs to nobody: what is built on it does not work.',
      example,
    },
    ko: {
      rule: 'live로 표시된 환경에는 가정한 사실이 하나도 없다.',
      reason: '문서용 주소나 계정은 누구의 것도 아니다. 그 위에 만든 것은 동작하지 않는다.',
      example,
    },
  },
  check: model =>
    model.environments
      .filter(({ live }) => live)
      .flatMap(environment => environment.assumed.map(fact => findingOf(environment, fact))),
};
