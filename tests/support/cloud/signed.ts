import { dummyCredentials } from '../../../local/cloud/guard.ts';

/** The header of a signed request as an SDK writes it; what it was signed with, the embedded cloud does not ask. */
export function signed(accessKeyId: string = dummyCredentials.AWS_ACCESS_KEY_ID): { authorization: string } {
  const scope = `${accessKeyId}/20261123/us-east-1/s3/aws4_request`;
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
  };
}
