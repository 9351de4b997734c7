import * as z from 'zod';
import { InvalidInputError } from '../../../core/foundation/errors.ts';
import { mistakesOf } from '../../../core/foundation/mistakes.ts';

/** The services of the embedded cloud. */
export const serviceNames = ['s3', 'ses', 'dynamodb', 'sqs', 'scheduler'] as const;

const where = {
  service: z.enum(serviceNames),
  /** Which of the matching calls, from 1. */
  call: z.int().min(1),
  /** Counts only calls of this operation, such as `PutObject`; otherwise all calls of the service. */
  operation: z.string().min(1).optional(),
  /** Counts only calls of who calls itself so, alone or before a hyphen: `deliver` is `deliver-4711` too. Otherwise anybody's. */
  caller: z.string().min(1).optional(),
  /** Counts only calls about things in whose name this stands, such as `/folded/` in those of objects. Otherwise about anything. */
  on: z.string().min(1).optional(),
  /** Before the service acts, or after it acted and before it answers. */
  when: z.enum(['before', 'after']),
};

const faultSchema = z.discriminatedUnion('do', [
  z.strictObject({
    ...where,
    do: z.literal('error'),
    /** HTTP status of the answer; 503 unless given. */
    status: z.int().min(400).max(599).optional(),
    /** Error code as the service writes it; `ServiceUnavailable` unless given. */
    code: z.string().min(1).optional(),
  }),
  z.strictObject({ ...where, do: z.enum(['hang', 'disconnect', 'exit', 'stop']) }),
]);

const planSchema = z.array(faultSchema);

/** A service of the embedded cloud. */
export type ServiceName = (typeof serviceNames)[number];
/**
 * One thing that goes wrong, once. `exit` ends the process that called with SIGKILL; `stop` halts it with SIGSTOP, and what had
 * not acted before waits at the service's door until the cloud is told to let it go on.
 */
export type Fault = z.infer<typeof faultSchema>;
/** An error as a service answers it. */
export type ErrorAnswer = { status: number; code: string; message: string };
/** What goes wrong in a run; each fault counts its calls for itself. */
export type FaultPlan = readonly Fault[];

/** Whether a fault is for calls of this service, operation and caller, about such a thing. */
export function isFor(
  { service, operation, caller, on }: Fault,
  call: {
    service: ServiceName;
    operation: string;
    caller?: string | undefined;
    on?: readonly string[];
  },
): boolean {
  if (service !== call.service) return false;
  if (operation !== undefined && operation !== call.operation) return false;
  if (on !== undefined && !call.on?.some(name => name.includes(on))) return false;
  return caller === undefined || call.caller === caller || (call.caller ?? '').startsWith(`${caller}-`);
}

/** Reads a plan from JSON. @throws InvalidInputError with every mistake. */
export function parseFaultPlan(json: string): FaultPlan {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new InvalidInputError('The fault plan cannot be used', [
      {
        source: 'fault plan',
        path: '',
        expected: 'a JSON array of faults',
        found: cause instanceof Error ? cause.message : String(cause),
        todo: 'write it like [{"service":"s3","operation":"PutObject","call":1,"when":"after","do":"exit"}]',
      },
    ]);
  }
  const parsed = planSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError('The fault plan cannot be used', mistakesOf(parsed.error, value, 'fault plan'));
}
