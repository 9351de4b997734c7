import { S3Client } from '@aws-sdk/client-s3';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { S3ReaderIdKey } from '../../aws/s3/installation/s3-reader-id-key.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import type { ReaderIdKey } from '../../core/readers/reader-id.ts';
import { NoAccessError } from './access-errors.ts';

/** As short as AWS allows: the key is asked for once a command. */
const secondsUnderRole = 900;

/**
 * The key of reader ids, which the content bucket shows to roles of one IAM path alone. Whoever runs a command takes on the role that
 * the stack has for this, when the key is asked for and for nothing else.
 */
export class ReaderIdKeyUnderRole implements ReaderIdKey {
  readonly #role: string;
  readonly #client: S3Client;
  readonly #key: S3ReaderIdKey;

  /** @param role the ARN of the role. */
  constructor(bucket: string, role: string) {
    this.#role = role;
    this.#client = new S3Client({ credentials: underRole(role) });
    this.#key = new S3ReaderIdKey(new S3Objects(this.#client, bucket));
  }

  /** @throws NoAccessError when the role may not be taken on, or may not read the key. */
  async get(): Promise<Uint8Array> {
    try {
      return await this.#key.get();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      throw new NoAccessError(
        `expected that the role ${this.#role} may read and make the key of reader ids, found: ${error.message}.`,
        'Deploy the stack again (npx cdk deploy), which mends the role; if it stays so, look for an SCP or a boundary that forbids it.',
        error,
      );
    }
  }

  close(): void {
    this.#client.destroy();
  }
}

type Credentials = ReturnType<typeof fromTemporaryCredentials>;

/** @throws NoAccessError when the role may not be taken on. */
function underRole(role: string): Credentials {
  const assume = fromTemporaryCredentials({
    params: { RoleArn: role, RoleSessionName: 'courant', DurationSeconds: secondsUnderRole },
  });
  return async properties => {
    try {
      return await assume(properties);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      throw new NoAccessError(
        `expected to be allowed to take on the role ${role}, under which the key of reader ids is read, found: ${error.message}.`,
        `Have sts:AssumeRole on ${role} added to your permissions (docs/access.md), or sign in as somebody who has it.`,
        error,
      );
    }
  };
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && /^AccessDenied/.test(error.name);
}
