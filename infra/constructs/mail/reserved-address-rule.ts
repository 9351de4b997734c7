import { CfnParameter, CfnRule, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { type PlacedAddress, reservedAddresses } from '../../inputs/reserved-domains.ts';

/**
 * Lets CloudFormation refuse a deployment that still has addresses of the example configuration, before it creates
 * anything: the fresh clone can be synthesised and looked at, but not deployed by mistake.
 *
 * Rules see nothing but parameters, so each such address is the default of one. Its name is derived from the place, and
 * the parameter goes away with the address; a value remembered from an earlier deployment can thus never excuse a new one.
 */
export class ReservedAddressRule extends Construct {
  constructor(scope: Construct, id: string, configuration: Configuration) {
    super(scope, id);
    for (const placed of reservedAddresses(configuration)) this.refuse(placed);
  }

  private refuse({ path, address }: PlacedAddress): void {
    const place = path.replace(/[^A-Za-z0-9]/g, '');
    const parameter = new CfnParameter(this, `Address-${place}-${address}`, {
      default: address,
      allowedValues: [address],
      description: `Stands at ${path} in cdk.json. Do not set it by hand.`,
    });
    const rule = new CfnRule(this, `Rule-${place}`);
    rule.addAssertion(
      Fn.conditionNot(Fn.conditionEquals(parameter, address)),
      `context.courant.${path} in cdk.json is ${address}: that domain is reserved for examples, so no mail can come ` +
        'from it or reach it. Put an address of your own domain there, then deploy again.',
    );
  }
}
