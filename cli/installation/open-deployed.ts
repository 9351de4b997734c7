import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Configuration } from '../../core/publication/configuration.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import type { Installation } from './installation.ts';
import { invokePublish } from './invoke-publish.ts';
import { stackOutputs } from './stack-outputs.ts';
import { openStores } from './stores.ts';

/**
 * Finds the deployed Courant, under the name that cdk.json gives its stack unless another is meant, in the account and region that the SDK's usual sources name.
 * @throws NoSuchStackError, MissingOutputsError, or what the SDK says of missing access.
 */
export async function openDeployed(
  configuration: Configuration,
  stack: string = configuration.stackName,
): Promise<Installation> {
  const cloudFormation = new CloudFormationClient();
  const lambda = new LambdaClient();
  const outputs = await stackOutputs(cloudFormation, stack);
  const { close, ...stores } = openStores(outputs, {
    ...outputs,
    adopts: configuration.adopt !== undefined,
  });
  return {
    ...stores,
    configuration,
    clock: systemClock,
    rehearsal: false,
    unprotectedStack: outputs.terminationProtection ? null : stack,
    publish: async event => ({
      report: await invokePublish(lambda, outputs.publishFunction, event),
      progress: null,
    }),
    carryOn: null,
    async close() {
      close();
      lambda.destroy();
      cloudFormation.destroy();
    },
  };
}
