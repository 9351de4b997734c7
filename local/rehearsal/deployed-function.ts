import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type FunctionProcess, startFunction } from '../functions/function-process.ts';
import { account, region } from './emulated-cloud.ts';

const bootstrapBucket = `cdk-hnb659fds-assets-${account}-${region}`;

/**
 * Takes back what was deployed of a function, code and variables, and runs it in a process of its own on this Node, so that
 * what is tried is the deployed bundle and not the sources beside it.
 * @param cloud variables that lead to the account.
 * @param workspace a folder to unpack into.
 */
export async function takeBack(
  name: string,
  cloud: Record<string, string>,
  workspace: string,
): Promise<FunctionProcess> {
  const { Configuration, Code } = await new LambdaClient().send(
    new GetFunctionCommand({ FunctionName: name }),
  );
  const root = path.join(workspace, name);
  await unpack(path.basename(new URL(Code?.Location ?? '').pathname), root);
  return startFunction(name, root, { ...Configuration?.Environment?.Variables, ...cloud });
}

/** Python unpacks it: the emulator is written in it, so where there is one there is the other. */
async function unpack(asset: string, into: string): Promise<void> {
  const { Body } = await new S3Client().send(new GetObjectCommand({ Bucket: bootstrapBucket, Key: asset }));
  await mkdir(into, { recursive: true });
  const archive = `${into}.zip`;
  await writeFile(archive, (await Body?.transformToByteArray()) ?? '');
  execFileSync('python3', ['-m', 'zipfile', '-e', archive, into]);
}
