import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { isolateFromAws } from '../../local/cloud/guard.ts';

// Run as a process of its own: says which keys, region and endpoint the SDK finds after the environment was isolated.
isolateFromAws(process.env);
const client = new S3Client({});
const { accessKeyId } = await client.config.credentials();
let endpoint = '';
client.middlewareStack.add(
  () => async args => {
    const { hostname, port } = args.request as { hostname: string; port?: number };
    endpoint = `${hostname}:${port}`;
    throw new Error('not sent');
  },
  { step: 'finalizeRequest', priority: 'low' },
);
await client.send(new HeadBucketCommand({ Bucket: 'bucket' })).catch(() => undefined);
console.log(JSON.stringify({ accessKeyId, region: await client.config.region(), endpoint }));
