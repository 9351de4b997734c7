import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../../core/foundation/errors.ts';
import {
  type Fault,
  isFor,
  parseFaultPlan,
  serviceNames,
} from '../../../../local/cloud/faults/fault-plan.ts';

const fault = fc.record(
  {
    service: fc.constantFrom(...serviceNames),
    call: fc.integer({ min: 1, max: 1000 }),
    operation: fc.constantFrom('PutObject', 'UpdateItem'),
    on: fc.constantFrom('/folded/', 'readers'),
    when: fc.constantFrom('before', 'after'),
    do: fc.constantFrom('error', 'hang', 'disconnect', 'exit'),
  },
  { requiredKeys: ['service', 'call', 'when', 'do'] },
);

describe('parseFaultPlan', () => {
  it('reads every plan that can be written', () => {
    fc.assert(
      fc.property(fc.array(fault), plan => {
        expect(parseFaultPlan(JSON.stringify(plan))).toEqual(plan);
      }),
    );
  });

  it('takes a status and a code for an error', () => {
    const plan = [{ service: 'ses', call: 1, when: 'before', do: 'error', status: 400, code: 'Throttling' }];
    expect(parseFaultPlan(JSON.stringify(plan))).toEqual(plan);
  });

  it('names every mistake with its place', () => {
    const plan = [
      { service: 'ec2', call: 0, when: 'before', do: 'exit' },
      { service: 's3', call: 1, when: 'later', do: 'hang' },
    ];
    const mistakes = mistakesIn(JSON.stringify(plan));
    expect(mistakes).toEqual(['[0].service', '[0].call', '[1].when']);
  });

  it('refuses a misspelt field and what is not JSON', () => {
    const misspelt = [{ service: 's3', call: 1, when: 'after', do: 'exit', operaton: 'PutObject' }];
    expect(mistakesIn(JSON.stringify(misspelt))).toEqual(['[0].operaton']);
    expect(mistakesIn('[{')).toEqual(['']);
  });
});

describe('isFor', () => {
  it('counts only calls about things in whose name that stands, where a fault says so', () => {
    const fault: Fault = { service: 's3', call: 1, when: 'before', do: 'exit', on: '/folded/' };
    const about = (...on: string[]) => isFor(fault, { service: 's3', operation: 'PutObject', on });
    expect([
      about('archive/folded/weekly/2026-11-23.json'),
      about('archive/archive/weekly/x'),
      about(),
    ]).toEqual([true, false, false]);
  });
});

function mistakesIn(json: string): string[] {
  try {
    parseFaultPlan(json);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.mistakes.map(({ path }) => path);
    throw error;
  }
  return [];
}
