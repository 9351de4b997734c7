import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Receipts } from '../../aws/s3/s3-receipts.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { FunctionProcess } from '../functions/function-process.ts';
import type { Deployment } from './deploy.ts';
import { disableTrigger, fetchDeployed } from './deployed-function.ts';
import type { EmulatedCloud } from './emulated-cloud.ts';

const names = ['publish', 'deliver', 'feedback', 'subscriptions', 'signup', 'sweep'] as const;

/** The deployed functions did something else than they promise. */
export class RehearsalError extends CourantError {
  constructor(what: string, expected: unknown, found: unknown) {
    super(
      `rehearsal: ${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}. ` +
        'What is deployed does not do what its tests say: look at what differs between bundle and sources.',
    );
  }
}

/** Holds what was found against what is promised. @throws RehearsalError */
export function expectEqual(what: string, expected: unknown, found: unknown): void {
  if (JSON.stringify(expected) !== JSON.stringify(found)) throw new RehearsalError(what, expected, found);
}

/** The functions of one stack as they are deployed, each in a process of its own, and where its outputs say that everything is. */
export type DeployedStage = {
  functions: Record<(typeof names)[number], FunctionProcess>;
  /** Which code each of them runs. */
  assets: Record<(typeof names)[number], string>;
  /** Of what the stack says where it is. @throws RehearsalError when it does not. */
  output(name: string): string;
  sesUrl: string;
  close(): Promise<void>;
};

/** Takes back what was deployed. @param workspace a folder to unpack into. */
export async function openStage(
  { stackName, outputs }: Deployment,
  cloud: EmulatedCloud,
  workspace: string,
): Promise<DeployedStage> {
  for (const name of ['deliver', 'feedback', 'signup']) await disableTrigger(`${stackName}-${name}`);
  const taken: [string, Awaited<ReturnType<typeof fetchDeployed>>][] = [];
  const close = async () => {
    await Promise.all(taken.map(([, each]) => each.process.stop()));
  };
  const each = <Value>(value: (of: (typeof taken)[number][1]) => Value) =>
    Object.fromEntries(taken.map(([name, of]) => [name, value(of)]));
  try {
    for (const name of names)
      taken.push([name, await fetchDeployed(`${stackName}-${name}`, cloud.environment, workspace)]);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    functions: each(({ process }) => process) as DeployedStage['functions'],
    assets: each(({ asset }) => asset) as DeployedStage['assets'],
    output(name) {
      const value = outputs[name];
      if (value === undefined)
        throw new RehearsalError(`output of the stack ${stackName}`, name, Object.keys(outputs));
      return value;
    },
    sesUrl: cloud.sesUrl,
    close,
  };
}

/** What a stage's archive bucket holds. */
export function archiveOf(stage: Pick<DeployedStage, 'output'>): {
  objects: S3Objects;
  seals: S3Seals;
  receipts: S3Receipts;
} {
  const objects = new S3Objects(new S3Client(), stage.output('ArchiveBucket'));
  return { objects, seals: new S3Seals(objects), receipts: new S3Receipts(objects) };
}

/** What a bucket holds, as lines of size and key. */
export async function bucketListing(bucket: string): Promise<string[]> {
  const { Contents = [] } = await new S3Client().send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.map(({ Key, Size }) => `${String(Size).padStart(7)}  s3://${bucket}/${Key}`);
}
