import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeZone } from '../../../core/publication/time-zones.ts';

const read = (zone: string) => timeZone.safeParse(zone);
/** What the check says to write instead of a zone that it does not take. */
const advised = (zone: string) =>
  read(zone).error?.issues.map(issue => (issue.code === 'custom' ? issue.params?.todo : issue.code));

const known = Intl.supportedValuesOf('timeZone').filter(zone => zone.includes('/'));
const withRegion = [
  'UTC',
  'Etc/UTC',
  'Etc/GMT+5',
  'Asia/Calcutta',
  'Asia/Kolkata',
  'Europe/Kyiv',
  'US/Eastern',
];
/** Every name without a region that IANA keeps, but for UTC, and for the two that the writer has to decide on. */
const links = [
  ...['CET', 'CST6CDT', 'Cuba', 'EET', 'EST5EDT', 'Egypt', 'Eire', 'GB', 'GB-Eire', 'GMT', 'GMT+0', 'GMT-0'],
  ...['GMT0', 'Greenwich', 'HST', 'Hongkong', 'Iceland', 'Iran', 'Israel', 'Jamaica', 'Japan', 'Kwajalein'],
  ...[
    'Libya',
    'MET',
    'MST7MDT',
    'NZ',
    'NZ-CHAT',
    'Navajo',
    'PRC',
    'PST8PDT',
    'Poland',
    'Portugal',
    'ROC',
    'ROK',
  ],
  ...['Singapore', 'Turkey', 'UCT', 'Universal', 'W-SU', 'WET', 'Zulu'],
];

describe('a time zone', () => {
  it('with a region is taken as IANA spells it, older names too, and stays as it is', () => {
    expect(known.length).toBeGreaterThan(300);
    for (const zone of [...known, ...withRegion]) expect(read(zone).data, zone).toBe(zone);
  });

  it('without a region is written as what IANA links it to, whose clocks are the same', () => {
    for (const zone of links) {
      const canonical = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
      expect(read(zone).data, zone).toBe(canonical);
      expect(read(canonical).data, canonical).toBe(canonical);
    }
  });

  it('in other capitals is refused with the right spelling', () => {
    const target = (zone: string) => (links.includes(zone) ? read(zone).data : zone);
    fc.assert(
      fc.property(
        fc.constantFrom(...known, ...withRegion, ...links),
        fc.infiniteStream(fc.boolean()),
        (zone, upper) => {
          const other = Array.from(zone, letter =>
            upper.next().value ? letter.toUpperCase() : letter.toLowerCase(),
          ).join('');
          fc.pre(other !== zone);
          expect(advised(other)).toEqual([`write ${target(zone)}`]);
        },
      ),
    );
  });

  it('named by its place alone is refused with the whole name', () => {
    const place = (zone: string) => zone.split('/').at(-1) ?? '';
    const places = known.filter(zone => known.filter(other => place(other) === place(zone)).length === 1);
    fc.assert(
      fc.property(fc.constantFrom(...places.filter(zone => /^[A-Z]/.test(place(zone)))), zone => {
        const [todo] = advised(place(zone).replaceAll('_', ' ')) ?? [];
        fc.pre(!links.includes(place(zone)));
        const meant = new Intl.DateTimeFormat('en', { timeZone: todo.replace('write ', '') });
        expect(meant.resolvedOptions().timeZone).toBe(zone);
      }),
    );
  });

  it.each([
    ['Brussels', 'write Europe/Brussels'],
    ['new york', 'write America/New_York'],
    ['America/New York', 'write America/New_York'],
    ['Buenos Aires', 'write America/Buenos_Aires'],
    ['Europe\\Brussels', 'write Europe/Brussels'],
    [' Europe/Brussels', 'write Europe/Brussels'],
    ['Europe/Brussels\n', 'write Europe/Brussels'],
    ['Beijing', 'write Asia/Shanghai'],
    ['PST', 'write America/Los_Angeles'],
    ['cest', 'write Europe/Brussels'],
    ['utc', 'write UTC'],
    ['EST', expect.stringMatching(/^write America\/New_York, or America\/Panama /)],
    ['MST', expect.stringMatching(/^write America\/Denver, or America\/Phoenix /)],
    ['+01:00', expect.stringMatching(/^name a place, .*; Etc\/GMT-1 has this offset all year$/)],
    ['UTC-5', expect.stringMatching(/^name a place, .*; Etc\/GMT\+5 has this offset all year$/)],
    ['GMT+8', expect.stringMatching(/; Etc\/GMT-8 has this offset all year$/)],
    ['+05:30', 'correct the value'],
    ['+30', expect.stringMatching(/^name a place, [^;]*$/)],
    ['', 'correct the value'],
    ['Europe/Nowhere', 'correct the value'],
    ['constructor', 'correct the value'],
  ])('is refused as %j, with what to do', (zone, todo) => {
    expect(read(zone).error?.issues[0]?.message).toContain('IANA');
    expect(advised(zone)).toEqual([todo]);
  });
});
