import { CourantError } from '../../core/foundation/errors.ts';

/** The SDK found no account, AWS refused what it found, or nobody answered. */
export class NoAccessError extends CourantError {
  constructor(problem: string, todo: string, cause: Error) {
    super(`AWS: ${problem} ${todo} To work on this machine only, add --local.`, { cause });
  }
}

const signIn = 'Set AWS_PROFILE, or sign in (aws sso login), as for npx cdk deploy.';
const ofNames: Record<string, readonly [problem: string, todo: string]> = {
  CredentialsProviderError: ['expected credentials, found none.', signIn],
  TokenProviderError: ['expected credentials, found an SSO session that has ended.', signIn],
  ExpiredToken: ['expected valid credentials, found expired ones.', signIn],
  ExpiredTokenException: ['expected valid credentials, found expired ones.', signIn],
  InvalidClientTokenId: ['expected valid credentials, found a key that AWS does not know.', signIn],
  UnrecognizedClientException: ['expected valid credentials, found a key that AWS does not know.', signIn],
  SignatureDoesNotMatch: ['expected valid credentials, found a secret that does not fit its key.', signIn],
};
const permission = 'Sign in as somebody who may do this, or have the permission added.';

const unanswered = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;

/** Says of an SDK's error about access what is missing and what to do; every other error stays what it is. */
export function explainAccess(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const known = ofNames[error.name];
  if (known) return new NoAccessError(known[0], known[1], error);
  if (/^Region is missing/.test(error.message)) {
    return new NoAccessError(
      'expected a region, found none.',
      'Set AWS_REGION, such as eu-central-1.',
      error,
    );
  }
  if ('code' in error && unanswered.test(String(error.code))) {
    return new NoAccessError(
      `expected an answer, found: ${error.message || error.code}.`,
      'Check the network, the region, and AWS_ENDPOINT_URL if it is set; then run it again.',
      error,
    );
  }
  if (/^AccessDenied/.test(error.name)) {
    return new NoAccessError(`expected to be allowed, found: ${error.message}.`, permission, error);
  }
  return error;
}
