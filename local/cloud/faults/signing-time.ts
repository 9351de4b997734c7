import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorAnswer, ServiceName } from './fault-plan.ts';

const minute = 60_000;
/**
 * How far AWS lets the time of a signature be off: five minutes "in most cases", says its general page; fifteen for S3, and for the
 * query services whose own pages say it. SES is a query service that says nothing, so it gets the longer time: nothing may depend on less.
 */
const offAtMost: Record<ServiceName, number> = {
  s3: 15 * minute,
  ses: 15 * minute,
  dynamodb: 5 * minute,
  sqs: 5 * minute,
  scheduler: 5 * minute,
};

/** When a request was signed, in milliseconds; undefined where it does not say. */
export function signedAt(headers: IncomingHttpHeaders): number | undefined {
  const text = `${headers['x-amz-date'] ?? ''}`;
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hours, minutes, seconds] = parts;
  return Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
}

/**
 * How a service refuses a request whose signature is too old or too new, as AWS does before it acts: what lay somewhere for
 * hours comes to nothing. Undefined when the time is right.
 */
export function wrongTime(service: ServiceName, signed: number, now: number): ErrorAnswer | undefined {
  const limit = offAtMost[service];
  if (Math.abs(now - signed) <= limit) return undefined;
  if (service === 's3') {
    const message = 'The difference between the request time and the current time is too large.';
    return { status: 403, code: 'RequestTimeTooSkewed', message };
  }
  const [at, time] = [basic(signed), basic(now)];
  const message =
    signed < now
      ? `Signature expired: ${at} is now earlier than ${basic(now - limit)} (${time} - ${limit / minute} min.)`
      : `Signature not yet current: ${at} is still later than ${basic(now + limit)} (${time} + ${limit / minute} min.)`;
  return service === 'ses'
    ? { status: 403, code: 'SignatureDoesNotMatch', message }
    : { status: service === 'scheduler' ? 403 : 400, code: 'InvalidSignatureException', message };
}

function basic(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}
