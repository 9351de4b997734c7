import { Logger } from '@aws-lambda-powertools/logger';
import { withoutAddresses } from '../../core/foundation/errors.ts';

/**
 * Structured log lines. Ids, counts and reasons only: no token may be given to it. Of an address, as in a hold that names a sender for the
 * operator or in an error of a service, the line has `(address)`.
 */
export function makeLogger(service: string): Logger {
  return new Logger({ serviceName: `courant-${service}`, jsonReplacerFn: withoutAddressesIn });
}

function withoutAddressesIn(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutAddresses(value) : value;
}
