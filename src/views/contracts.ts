import type { ContractDeclaration, Declared, Model } from '../model';
import { declared } from './declared';
import { plain, type Paint } from './paint';
import { block, page, words } from './table';

/** docs/reference/contracts.md: what must be so outside Kubernetes, who owns it, and how to see whether it is. */
export function contractsPage(model: Pick<Model, 'environments' | 'declarations'>): string {
  const contracts = declared(model, 'contract');
  const intro =
    'What has to be so outside Kubernetes: each statement has an owner, a command that tells whether it holds, and, where a ' +
    'person has to make it so, the command that does.';
  return page('Infrastructure contract', [
    intro,
    ...model.environments.flatMap(({ name }) => {
      const own = contracts.filter(({ environment }) => environment === name);
      return [`## ${name}`, ...(own.length === 0 ? ['None.'] : own.flatMap(chapter))];
    }),
  ]);
}

function chapter(contract: Declared<ContractDeclaration>): readonly string[] {
  const { id, owner, statement, requirements, make, check, expect } = contract;
  const ids = requirements.length === 0 ? '' : ` (${requirements.join(', ')})`;
  return [
    `### ${words(id)}`,
    `${words(statement)}${ids} Owner: ${words(owner)}.`,
    ...(make === undefined ? [] : ['Make it so:', block('sh', make)]),
    'Check:',
    block('sh', check),
    ...(expect === '' ? ['Expected: no output.'] : ['Expected:', block('text', expect)]),
  ];
}

/** A statement of the contract, without what only the synthesis needs. */
export type StatedContract = Omit<Declared<ContractDeclaration>, 'type' | 'provenance'>;

/** The whole contract, in the order of the model. */
export function statedContracts(model: Pick<Model, 'declarations'>): readonly StatedContract[] {
  return declared(model, 'contract').map(
    ({ environment, id, owner, statement, requirements, make, check, expect }) => ({
      environment,
      id,
      owner,
      statement,
      requirements,
      ...(make !== undefined && { make }),
      check,
      expect,
    }),
  );
}

/** The contract as people read it. */
export function contractListText(contracts: readonly StatedContract[], paint: Paint = plain): string {
  return contracts.map(contract => contractText(contract, paint)).join('\n\n') || 'no contract';
}

function contractText(contract: StatedContract, paint: Paint): string {
  const { environment, id, owner, statement, requirements, make, check, expect } = contract;
  const ids = requirements.length === 0 ? '' : ` (${requirements.join(', ')})`;
  const part = (name: string, content: string): string =>
    `  ${paint.faint(`${name}:`)} ${content.trimEnd().replaceAll('\n', '\n    ')}`;
  return [
    paint.strong(`${environment} ${id}`),
    `  ${statement}${ids}`,
    part('owner', owner),
    ...(make === undefined ? [] : [part('make', make)]),
    part('check', check),
    part('expect', expect === '' ? 'no output' : expect),
  ].join('\n');
}
