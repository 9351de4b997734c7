import { RegionInfo } from 'aws-cdk-lib/region-info';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Configuration } from '../../core/publication/configuration.ts';

/**
 * Regions in which AWS runs SES. No package that this project has lists them, so this is what AWS's own SDK for Python
 * (botocore 1.43.11, `endpoints.json`) has under `email`; a test compares the two where botocore is installed.
 */
export const regionsWithMail = [
  ...['af-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2'],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-5', 'ca-central-1', 'ca-west-1'],
  ...['eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  ...['eusc-de-east-1', 'il-central-1', 'me-central-1', 'me-south-1', 'sa-east-1', 'us-east-1', 'us-east-2'],
  ...['us-gov-east-1', 'us-gov-west-1', 'us-west-1', 'us-west-2'],
] as const;

/** CloudFront belongs to no region but to a partition; of those that have it, only this one has SES too. */
const partitionWithCloudFront = 'aws';

/** What a synthesis says when it cannot know where the stack will stand. */
export const regionNotChecked =
  'Courant: CDK_DEFAULT_REGION names no region, so nothing has checked that SES and CloudFront are there.';

/** The region lacks a service that the stack is made of. */
export class UnservedRegionError extends CourantError {
  constructor(region: string, service: string, served: readonly string[], otherwise: string) {
    super(
      `region ${region}: expected one in which AWS runs ${service}. By the list in infra/inputs/regions.ts these are: ` +
        `${served.join(', ')}. Set AWS_REGION to one of them${otherwise}.`,
    );
  }
}

/**
 * Refuses a region before anything is created there: every installation needs SES, and a public archive or a site needs CloudFront.
 * @throws UnservedRegionError
 */
export function refuseRegionWithout(region: string, { publicArchive, site }: Configuration): void {
  if (!regionsWithMail.some(served => served === region)) {
    throw new UnservedRegionError(region, 'SES', regionsWithMail, '');
  }
  if ((publicArchive || site) && !hasCloudFront(region)) {
    const served = regionsWithMail.filter(hasCloudFront);
    const without = `, or set "publicArchive": false in cdk.json${site ? ' and take "site" out' : ''}`;
    throw new UnservedRegionError(region, 'SES and CloudFront', served, without);
  }
}

function hasCloudFront(region: string): boolean {
  return RegionInfo.get(region).partition === partitionWithCloudFront;
}
