import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, toInstant } from '../../../core/foundation/instant.ts';
import { parseConfiguration } from '../../../core/publication/configuration.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';

type Changes = {
  from?: { name: string; address: string };
  replyTo?: string;
  title?: string;
  description?: string;
  postalAddress?: string;
};

/** The example configuration with one publication, changed. */
function parsed(changes: Changes, operator = 'operator@news.example') {
  const [publication] = aConfiguration().publications;
  const input = { ...aConfiguration(), operator, publications: [{ ...publication, ...changes }] };
  return parseConfiguration(input, 'cdk.json');
}

describe('the configuration', () => {
  it('names a schedule that is missing, or none, as any other field', () => {
    for (const schedule of [undefined, null, 'weekly'])
      expect(() => aConfiguration({ schedule })).toThrow('publications[0].schedule\n  expected: object');
  });

  it('has the domain of every address in lower case, and the name before it as it was written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Digest', 'digest', 'D.I+g'),
        fc.mixedCase(fc.constant('news.example')),
        (local, domain) => {
          const address = `${local}@${domain}`;
          const expected = `${local}@news.example`;
          const { operator, publications } = parsed(
            { from: { name: 'News', address }, replyTo: address },
            address,
          );
          expect(operator).toBe(expected);
          expect(publications[0]).toMatchObject({ from: { address: expected }, replyTo: expected });
        },
      ),
    );
  });

  it('reads what it wrote as the same', () => {
    const once = parsed({ replyTo: 'Editors@NEWS.Example' });
    expect(parseConfiguration(JSON.parse(JSON.stringify(once)), 'courant.json')).toEqual(once);
  });

  it.each(['', ' ', '\u00a0', '—', '…!?', '🗞️', '\u200b', 'a\nb', '\n', 'a\u2028b', 'a\0'])(
    'refuses the text %j: a line without a letter or digit says nothing',
    text => {
      for (const field of ['title', 'description', 'postalAddress'] as const)
        expect(() => parsed({ [field]: text })).toThrow(
          new RegExp(
            `1 mistake\\n.*publications\\[0\\]\\.${field}\\n +expected: one line with at least one letter`,
          ),
        );
      expect(() => parsed({ from: { name: text, address: 'a@news.example' } })).toThrow('from.name');
    },
  );

  it.each(['7', '新闻', '« Ouest »', 'C++'])('takes the text %j', text => {
    expect(parsed({ title: text }).publications[0]?.title).toBe(text);
  });

  it('refuses a former id that a publication still has: its facts would be published twice', () => {
    const [publication] = aConfiguration().publications;
    const renamed = { ...publication, id: 'renamed', formerly: 'weekly' };
    const parse = (publications: object[]) =>
      parseConfiguration({ ...aConfiguration(), publications }, 'cdk.json');
    expect(parse([renamed]).publications[0]?.formerly).toBe('weekly');
    const both = [publication ?? {}, renamed];
    expect(() => parse(both)).toThrow(/1 mistake\n.*publications\[1\]\.formerly\n +expected: an id that no/);
    expect(() => parse([{ ...renamed, formerly: 'renamed' }])).toThrow('publications[0].formerly');
  });

  it('writes a time zone that IANA links as what it links to, and a schedule of today as it was', () => {
    const [publication] = aConfiguration().publications;
    const zoneOf = (timeZone: string) => {
      const schedule = { every: 'day', at: '07:00', timeZone };
      const input = { ...aConfiguration(), publications: [{ ...publication, schedule }] };
      return parseConfiguration(input, 'cdk.json').publications[0]?.schedule;
    };
    expect(zoneOf('Singapore')).toEqual({ every: 'day', at: '07:00', timeZone: 'Asia/Singapore' });
    expect(zoneOf('US/Eastern')?.timeZone).toBe('US/Eastern');
    expect(() => zoneOf('europe/BRUSSELS')).toThrow(
      /publications\[0\]\.schedule\.timeZone\n[\s\S]*found: +"europe\/BRUSSELS"\n +to do: +write Europe\/Brussels$/,
    );
  });

  it('checks what depends on the time only for whoever says what time it is', () => {
    const [publication] = aConfiguration().publications;
    const schedule = { every: 'day', at: '02:30', timeZone: 'Europe/Brussels' };
    const changed = { ...publication, coversSince: '2027-01-01T00:00:00Z', schedule };
    const parse = (now?: Instant) =>
      parseConfiguration({ ...aConfiguration(), publications: [changed] }, 'cdk.json', now);
    expect(parse().publications[0]?.coversSince).toBe('2027-01-01T00:00:00Z');
    expect(() => parse(toInstant('2026-12-31T23:59:59Z'))).toThrow(
      /2 mistakes\n.*schedule\.at\n[\s\S]*publications\[0\]\.coversSince\n.*an instant that has passed\n.*lies after 2026-12-31T23:59:59Z.*\n.*write an earlier/,
    );
    expect(() => parse(toInstant('2027-01-01T00:00:00Z'))).toThrow(/1 mistake\n.*schedule\.at\n/);
  });

  it('refuses a sender at a public mail provider, in whatever country, but not who answers there', () => {
    const providers = ['gmail.com', 'outlook.com', 'hotmail.co.uk', 'yahoo.fr', 'yahoo.com.br', 'icloud.com'];
    const more = [
      'qq.com',
      '163.com',
      '126.com',
      'gmx.de',
      'gmx.net',
      'proton.me',
      'aol.com',
      'live.nl',
      'vip.163.com',
    ];
    fc.assert(
      fc.property(fc.mixedCase(fc.constantFrom(...providers, ...more)), domain => {
        const address = `digest@${domain}`;
        expect(() => parsed({ from: { name: 'News', address } })).toThrow(
          /1 mistake\n.*publications\[0\]\.from\.address\n.*a domain of your own\n.*\n.*replyTo and operator may stay/,
        );
        expect(parsed({ replyTo: address }, address).operator).toBe(`digest@${domain.toLowerCase()}`);
      }),
    );
    for (const own of [
      'notgmail.com',
      'gmail.com.news.example',
      'yahoo.news.example',
      'live.tv',
      'xn--fiqs8s.xn--fiqs8s',
      'mygmx.de',
      'live.example',
    ])
      expect(parsed({ from: { name: 'News', address: `a@${own}` } }).publications).toHaveLength(1);
  });

  it('takes up to twenty editors, addresses like others, and a proof from an hour to a week ahead', () => {
    const read = (editors: unknown[], proofHoursBefore: number) =>
      parseConfiguration({ ...aConfiguration(), editors, settings: { proofHoursBefore } }, 'cdk.json');
    const twenty = Array.from({ length: 20 }, (_, n) => `editor-${n}@news.example`);
    expect(read(twenty, 168).editors).toEqual(twenty);
    expect(read(['Ada@News.Example'], 1).editors).toEqual(['Ada@news.example']);
    expect(() => read([...twenty, 'one@more.example'], 24)).toThrow(/editors/);
    expect(() => read(['nobody'], 24)).toThrow(/editors\[0\]/);
    for (const hours of [0, 169]) expect(() => read([], hours)).toThrow(/settings\.proofHoursBefore/);
    expect(aConfiguration()).toMatchObject({ editors: [], settings: { proofHoursBefore: 24 } });
  });

  it('hides no mistake behind another: what is wrong between fields stands beside what is wrong in one', () => {
    const [publication] = aConfiguration().publications;
    const sunday = { every: 'week', on: 'sunday', at: '02:30', timeZone: 'Europe/Brussels' };
    const input = {
      ...aConfiguration(),
      operator: 'nobody',
      hostedZone: { id: 'Z1', name: 'other.example' },
      publications: [
        { ...publication, title: '', schedule: sunday },
        { ...publication, schedule: { ...sunday, at: '2:30' } },
        { ...publication, id: 'third', coversSince: '2027-01-01T00:00:00Z', color: 'red' },
      ],
    };
    expect(() => parseConfiguration(input, 'cdk.json', toInstant('2026-11-29T12:00:00Z'))).toThrow(
      new RegExp(
        [
          '7 mistakes',
          'publications\\[0\\]\\.title',
          'publications\\[1\\]\\.schedule\\.at',
          'publications\\[2\\]\\.color',
          'operator',
          'publications\\[0\\]\\.schedule\\.at',
          'publications\\[2\\]\\.coversSince',
          'hostedZone\\.name',
        ].join('\\n[\\s\\S]*'),
      ),
    );
  });
});
