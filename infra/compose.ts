import { App, type AppProps, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { Configuration } from '../core/publication/configuration.ts';
import { acknowledgeFindings } from './acknowledgements.ts';
import { CourantStack, type CourantStackProps } from './courant-stack.ts';
import { contextConfiguration } from './inputs/config.ts';
import { refuseRegionWithout } from './inputs/regions.ts';

/** How an app is put together; what is left out comes from the CDK's command line. */
export type Composition = {
  app?: AppProps;
  /** Where it is to be deployed, as far as that is known. */
  region?: CourantStackProps['region'];
  /** Prepares the code of the functions for a configuration; `outdir` is the cloud assembly's directory. */
  code: (configuration: Configuration, outdir: string) => CourantStackProps['code'];
};

/**
 * Puts the app together: configuration, stack, and the checks that stop a synthesis (cdk-nag's AwsSolutions and Serverless
 * packs). The command line and the tests share it, so that what is checked is what is deployed.
 * @throws InvalidInputError when the configuration has mistakes; UnservedRegionError when the region lacks what it needs.
 */
export function compose({ app: props, region, code }: Composition): { app: App; stack: CourantStack } {
  const app = new App(props);
  const configuration = contextConfiguration(app.node);
  if (region !== undefined) refuseRegionWithout(region, configuration);
  const stack = new CourantStack(app, 'Courant', {
    configuration,
    code: code(configuration, app.outdir),
    region,
  });
  // CloudFormation's schema of a dashboard has no tags, although the CDK would write them.
  Tags.of(app).add('application', 'courant', { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });
  acknowledgeFindings(stack);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return { app, stack };
}
