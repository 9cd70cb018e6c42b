import type { Construct } from 'constructs';
import { ActionGroup } from '../../../../imports/insights.azure.com';
import type { ContractDeclaration, Fact, Severity } from '../../../model';
import { known, TracedConstruct } from '../../structure';
import { asoMetadata, inResourceGroup } from '../aso-object';
import { armIdOf, azScope } from '../azure-cloud';

/**
 * Who is told. `teams`: a channel of Teams, by the mail address that the channel has; whoever knows it can write there
 * and nothing else. `pagerduty`: by an address that holds a key, which therefore stands in no file.
 */
export type ActionChannel = { readonly type: 'teams'; readonly address: Fact<string> } | { readonly type: 'pagerduty' };

export interface ActionGroupsProps {
  readonly namespace: string;
  /** First part of the names of the groups. */
  readonly prefix: string;
  /** Name that messages begin with: 12 characters at most. */
  readonly shortName: string;
  /** Who is told of what is how urgent, at most one channel of each type. A severity that is left out cannot be told. */
  readonly channels: Readonly<Partial<Record<Severity, readonly ActionChannel[]>>>;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/**
 * An action group for each channel, `<prefix>-<channel>`. The operator's kind takes the address of a webhook in plain
 * text and from no Secret, so that PagerDuty's group is made by a person (decision 146). (TG-18)
 */
export class ActionGroups extends TracedConstruct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ActionGroupsProps,
  ) {
    super(scope, id);
    const { shortName } = props;
    if (!/^[\w-]{1,12}$/.test(shortName)) {
      throw new Error(`${this.node.path}: short name "${shortName}"; Azure takes 1 to 12 letters, digits, '-' and '_'`);
    }
    for (const channel of this.distinct()) {
      if (channel.type === 'teams') this.teams(channel.address);
      else this.declare(this.pagerDuty());
    }
  }

  /**
   * Ids of the groups that are told of a severity.
   * @throws Error when nobody is told of it
   */
  idsOf(severity: Severity): readonly string[] {
    const channels = this.props.channels[severity] ?? [];
    if (channels.length > 0) {
      return channels.map(({ type }) => armIdOf(this, 'Microsoft.Insights/actionGroups', this.nameOf(type)));
    }
    const told = Object.entries(this.props.channels).flatMap(([name, list]) => (list.length > 0 ? [name] : []));
    throw new Error(
      `${this.node.path}: an alert is ${severity}, of which nobody is told; expected one of ${told.join(', ')}, ` +
        `or give ${severity} its channels`,
    );
  }

  private nameOf(type: ActionChannel['type']): string {
    return `${this.props.prefix}-${type}`;
  }

  /** Each channel once; two of one type would be one group under one name. */
  private distinct(): readonly ActionChannel[] {
    const all = Object.values(this.props.channels).flat();
    const distinct = [...new Map(all.map(channel => [JSON.stringify(channel), channel])).values()];
    const types = distinct.map(({ type }) => type);
    const twice = types.find((type, at) => types.indexOf(type) < at);
    if (twice === undefined) return distinct;
    throw new Error(
      `${this.node.path}: two channels of type ${twice}; expected one, whose group is called ${this.nameOf(twice)}: ` +
        'give all severities the same one',
    );
  }

  private teams(address: Fact<string>): void {
    const { namespace, shortName } = this.props;
    const name = this.nameOf('teams');
    new ActionGroup(this, 'teams', {
      metadata: asoMetadata({ name, namespace, stateful: false }),
      spec: {
        azureName: name,
        // Action groups and alerts stand in no region.
        ...inResourceGroup(this, 'global'),
        enabled: true,
        groupShortName: shortName,
        emailReceivers: [{ name: 'teams', emailAddress: known(address), useCommonAlertSchema: true }],
      },
    });
  }

  private pagerDuty(): ContractDeclaration {
    const { shortName, requirements } = this.props;
    const name = this.nameOf('pagerduty');
    return {
      type: 'contract',
      id: name,
      owner: 'platform team',
      statement: `Action group ${name} hands alerts to PagerDuty: its address holds a key, so that a person makes the group.`,
      make:
        `az monitor action-group create ${azScope(this)} --name ${name} --short-name ${shortName} ` +
        "--action webhook pagerduty '<integration URL of the PagerDuty service, of type Microsoft Azure>' usecommonalertschema",
      check:
        `az monitor action-group show ${azScope(this)} --name ${name} ` +
        `--query "length(webhookReceivers[?contains(serviceUri, 'pagerduty.com/') && useCommonAlertSchema])" --output tsv`,
      expect: '1',
      requirements,
    };
  }
}
