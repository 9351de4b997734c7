import type { Call } from '../../../local/cloud/faults/call-gate.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';

type Place = Required<Pick<Fault, 'service' | 'operation' | 'caller' | 'call'>>;

/** The calls that a function made, each named so that a plan hits the same one in another run. */
export function placesOf(calls: readonly Call[], name: string): Place[] {
  const seen = new Map<string, number>();
  return calls.flatMap(({ service, operation, caller }) => {
    if (!caller?.startsWith(`${name}-`)) return [];
    const call = (seen.get(`${service} ${operation}`) ?? 0) + 1;
    seen.set(`${service} ${operation}`, call);
    return [{ service, operation, caller: name, call }];
  });
}

const moments = ['before', 'after'] as const;

/** The same thing at each of these calls, before and after it. */
export function atEach(places: readonly Place[], what: Pick<Fault, 'do'> & Partial<Fault>): Fault[] {
  return places.flatMap(place => moments.map(when => ({ ...place, ...what, when }) as Fault));
}

/** Whether a call changes something. */
export function isWrite({ operation }: Pick<Call, 'operation'>): boolean {
  return /^(Put|Update|Send)/.test(operation);
}

/** A fault in words. */
export function inWords({ caller, service, operation, call, when, ...fault }: Fault): string {
  return `${caller} ${fault.do} ${when} call ${call} of ${service} ${operation}`;
}
