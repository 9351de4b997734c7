import { describe, expect, it } from 'vitest';
import { examplePublication, exampleTemplate } from './example-app.ts';

type Resources = Record<string, { Type: string; DependsOn?: string | string[] }>;

const publications = ['one', 'two'].map(id => ({ ...examplePublication, id }));
const hostedZone = { id: 'Z0123456789ABC', name: 'news.example' };

/** Logical ids that a part of a template waits for: by DependsOn, or because it needs a name or an attribute. */
function* waitsFor(part: unknown): Generator<string> {
  if (typeof part === 'string') {
    // Of Fn::Sub; pseudo parameters have colons.
    for (const [, id = ''] of part.matchAll(/\$\{(\w+)(\.\w+)*\}/g)) yield id;
  }
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === 'Ref' || key === 'DependsOn') yield* [value].flat().map(String);
    else if (key === 'Fn::GetAtt') yield String(value[0]);
    else yield* waitsFor(value);
  }
}

/** Everything that stands before a resource is created. */
function standsBefore(all: Resources, id: string, seen = new Set<string>()): Set<string> {
  for (const next of waitsFor(all[id])) {
    if (!(next in all) || seen.has(next)) continue;
    seen.add(next);
    standsBefore(all, next, seen);
  }
  return seen;
}

describe.each([
  ['as the project comes', {}],
  ['with two publications and a hosted zone', { publications, hostedZone, dmarc: true }],
  ['with a private archive', { publicArchive: false }],
])('the order of a deployment, %s', (_, courant) => {
  const all = exampleTemplate(courant).toJSON().Resources as Resources;
  const isSchedule = (id: string) => all[id]?.Type === 'AWS::Scheduler::Schedule';
  const schedules = Object.keys(all).filter(isSchedule);

  it('lets everything stand before a schedule can start anything', () => {
    expect(schedules.length).toBeGreaterThan(1);
    const others = Object.keys(all).filter(id => !isSchedule(id));
    for (const schedule of schedules) {
      const stands = standsBefore(all, schedule);
      expect(others.filter(id => !stands.has(id))).toEqual([]);
    }
  });

  it("lets the sweep's schedule, which runs at once, wait for the others: one that fails is found before anything runs", () => {
    const [sweep = ''] = schedules.filter(id => id.startsWith('Sweep'));
    const stands = standsBefore(all, sweep);
    expect(schedules.filter(id => id !== sweep && !stands.has(id))).toEqual([]);
  });

  it('has no circles', () => {
    expect(Object.keys(all).filter(id => standsBefore(all, id).has(id))).toEqual([]);
  });
});
