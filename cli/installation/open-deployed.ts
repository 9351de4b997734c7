import { randomUUID } from 'node:crypto';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { CloudFrontCaches } from '../../aws/cloudfront/cloudfront-caches.ts';
import { SchedulerSchedules } from '../../aws/scheduler/scheduler-schedules.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { scheduleNamePrefix } from '../../core/publication/schedule.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { foldingOf, makingOf } from './folding-of.ts';
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
  const scheduler = new SchedulerClient();
  const outputs = await stackOutputs(cloudFormation, stack);
  const cloudFront = new CloudFrontClient();
  const caches =
    outputs.distribution === undefined ? null : new CloudFrontCaches(cloudFront, outputs.distribution);
  const { close, ...stores } = openStores(outputs, {
    ...outputs,
    forget: caches && (publications => caches.forget(publications, randomUUID())),
    adopts: configuration.adopt !== undefined,
  });
  const links = () => {
    // Without its address feeds would not be made anew, and say what they said; and mail would lead to no page.
    if (configuration.publicArchive && outputs.links.archive === null) throw new NoArchiveAddressError(stack);
    return outputs.links;
  };
  return {
    ...stores,
    folding: () => foldingOf(stores, configuration, links()),
    making: () => makingOf(configuration, links()),
    configuration,
    schedules: new SchedulerSchedules(scheduler, scheduleNamePrefix(stack)),
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
      cloudFront.destroy();
      lambda.destroy();
      scheduler.destroy();
      cloudFormation.destroy();
    },
  };
}

/** The archive is to be public, and the stack does not say where. */
export class NoArchiveAddressError extends CourantError {
  constructor(stack: string) {
    super(
      `stack ${stack}: expected the output ArchiveUrl, since publicArchive is not false in cdk.json, found none. Nothing was changed. ` +
        'Deploy the stack from this folder first (npx cdk deploy), so that both say the same.',
    );
  }
}
