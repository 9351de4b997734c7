import path from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { CourantError } from '../core/foundation/errors.ts';
import { compose } from './compose.ts';
import { bundle } from './inputs/bundle.ts';
import { readProjectConfiguration } from './inputs/config.ts';
import { regionNotChecked } from './inputs/regions.ts';

try {
  // The command line has read cdk.json too, and took the last of two fields of one name in silence.
  readProjectConfiguration();
  // The command line passes on where it would deploy to.
  const region = process.env.CDK_DEFAULT_REGION;
  if (!region) console.error(regionNotChecked);
  compose({
    region: region || undefined,
    code: (configuration, outdir) => name =>
      Code.fromAsset(bundle(name, path.join(outdir, 'bundles', name), configuration)),
  }).app.synth();
} catch (error) {
  // A mistake of the operator's is told in its own words; where in the code it was found helps nobody.
  if (!(error instanceof CourantError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
