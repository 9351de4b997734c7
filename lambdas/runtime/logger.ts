import { Logger } from '@aws-lambda-powertools/logger';

/** Structured log lines. Ids, counts and reasons only: no address, no token may be given to it. */
export function makeLogger(service: string): Logger {
  return new Logger({ serviceName: `courant-${service}` });
}
