import { CfnParameter, CfnRule, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { exampleValues, type PlacedExample } from '../../inputs/reserved-domains.ts';

/** Why a value cannot stay, and what to put there. */
const reasons: Readonly<Record<PlacedExample['reason'], string>> = {
  mail:
    'that domain is reserved for examples, so no mail can come from it or reach it. ' +
    'Put an address of your own domain there',
  host: 'that domain is reserved for examples, and nobody can own it. Put a domain of your own there',
  place:
    "that place is the example's, and every message would name it as the sender's. " +
    'Put the postal address there at which readers can reach you',
};

/**
 * Lets CloudFormation refuse a deployment that still has addresses of the example configuration, of mail, of the web or of a
 * place, before it creates anything: the fresh clone can be synthesised and looked at, but not deployed by mistake.
 *
 * Rules see nothing but parameters, so each such address is the default of one. Its name is derived from the place, and
 * the parameter goes away with the address; a value remembered from an earlier deployment can thus never excuse a new one.
 */
export class ReservedAddressRule extends Construct {
  constructor(scope: Construct, id: string, configuration: Configuration) {
    super(scope, id);
    for (const placed of exampleValues(configuration)) this.refuse(placed);
  }

  private refuse({ path, value, reason }: PlacedExample): void {
    const place = path.replace(/[^A-Za-z0-9]/g, '');
    // The template stays in ASCII: CloudFormation would put question marks for the rest.
    const shown = value.replace(/[^\x20-\x7e]/g, '?');
    const parameter = new CfnParameter(this, `Address-${place}-${value}`, {
      default: shown,
      allowedValues: [shown],
      description: `Stands at ${path} in cdk.json. Do not set it by hand.`,
    });
    const rule = new CfnRule(this, `Rule-${place}`);
    rule.addAssertion(
      Fn.conditionNot(Fn.conditionEquals(parameter, shown)),
      `context.courant.${path} in cdk.json is ${shown}: ${reasons[reason]}, then deploy again.`,
    );
  }
}
