import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import { isolateFromAws } from '../../../local/cloud/guard.ts';

/** Throws instead of sending, and says where a request would have gone. */
class NotSentError extends Error {
  readonly where: string;

  constructor(request: unknown) {
    super('not sent');
    const { hostname, port } = request as { hostname: string; port?: number };
    this.where = `${hostname}:${port}`;
  }
}

// Run as a process of its own: says which keys, region and endpoints the SDK finds after the environment was isolated.
isolateFromAws(process.env);
const s3 = new S3Client({});
const ses = new SESClient({});
s3.middlewareStack.add(
  () =>
    ({ request }) =>
      Promise.reject(new NotSentError(request)),
  {
    step: 'finalizeRequest',
    priority: 'low',
  },
);
ses.middlewareStack.add(
  () =>
    ({ request }) =>
      Promise.reject(new NotSentError(request)),
  {
    step: 'finalizeRequest',
    priority: 'low',
  },
);
const where = (sending: Promise<unknown>) => sending.catch(error => error.where ?? String(error));
const found = {
  accessKeyId: (await s3.config.credentials()).accessKeyId,
  region: await s3.config.region(),
  named: await where(s3.send(new HeadBucketCommand({ Bucket: 'bucket' }))),
  notNamed: await where(ses.send(new GetSendQuotaCommand({}))),
};
console.log(JSON.stringify(found));
