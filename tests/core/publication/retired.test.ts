import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../../core/publication/configuration.ts';
import { formOf } from '../../../core/publication/retired.ts';
import { aConfiguration, aPublication } from '../../support/builders/a-publication.ts';
import { aRetired } from '../../support/builders/a-retired.ts';

describe('retired publications', () => {
  const [weekly] = aConfiguration().publications;
  const parse = (retired: unknown, changes: object = {}) =>
    parseConfiguration(
      { ...aConfiguration(), publications: [{ ...weekly, ...changes }], retired },
      'cdk.json',
    );

  it('are read with no more than their links and last editions need', () => {
    const from = { name: 'Old', address: 'digest@OLD.example' };
    const entry = { id: 'old', title: 'Old', language: 'zh-Hans', from };
    expect(parse([entry]).retired).toEqual([
      { ...entry, from: { name: 'Old', address: 'digest@old.example' }, formerSenders: [] },
    ]);
    expect(parse([entry], { formerly: 'old' }).publications[0]?.formerly).toBe('old');
    expect(aConfiguration().retired).toEqual([]);
  });

  it('do not count for the limit of publications', () => {
    const many = Array.from({ length: 40 }, (_, n) => aRetired({ id: `old-${n}` }));
    expect(parse(many).retired).toHaveLength(40);
  });

  it.each<[string, object[], RegExp]>([
    [
      'an id that a publication has',
      [aRetired({ id: 'old' }), aRetired()],
      /1 mistake\n.*retired\[1\]\.id\n.*an id that no publication.*\n.*"weekly", which publications\[0\] has\n.*take the publication out/,
    ],
    [
      'an id twice',
      [aRetired({ id: 'old' }), aRetired({ id: 'other' }), aRetired({ id: 'old' })],
      /1 mistake\n.*retired\[2\]\.id\n.*every retired id once\n.*as retired\[0\] has\n.*remove one/,
    ],
    [
      'what only a publication has, each field by itself',
      [{ ...aRetired({ id: 'old' }), schedule: {}, topics: [] }],
      /2 mistakes\n.*retired\[0\]\.schedule\n[\s\S]*no such field[\s\S]*retired\[0\]\.topics\n/,
    ],
    ['an entry without a sender', [{ id: 'old', title: 'Old', language: 'en' }], /retired\[0\]\.from\n/],
    [
      'a sender at a public provider',
      [aRetired({ id: 'old', from: { name: 'Old', address: 'a@gmail.com' } })],
      /retired\[0\]\.from\.address\n.*a domain of your own/,
    ],
  ])('are refused with %s', (_, retired, message) => {
    expect(() => parse(retired)).toThrow(message);
  });

  it('hide no mistake behind another', () => {
    expect(() =>
      parse([aRetired(), { ...aRetired({ id: 'weekly' }), title: '' }, aRetired()], { title: '' }),
    ).toThrow(
      /5 mistakes\n[\s\S]*publications\[0\]\.title[\s\S]*retired\[1\]\.title[\s\S]*retired\[0\]\.id[\s\S]*retired\[1\]\.id[\s\S]*retired\[2\]\.id/,
    );
  });
});

describe('former senders', () => {
  const [weekly] = aConfiguration().publications;
  const parse = (formerSenders: unknown) =>
    parseConfiguration({ ...aConfiguration(), publications: [{ ...weekly, formerSenders }] }, 'cdk.json');

  it('are addresses like a sender, with the domain in lower case', () => {
    expect(parse(['Digest@OLD.example']).publications[0]?.formerSenders).toEqual(['Digest@old.example']);
    expect(parse(undefined).publications[0]?.formerSenders).toEqual([]);
    expect(() => parse(['a@gmail.com'])).toThrow(/formerSenders\[0\]\n.*a domain of your own/);
  });

  it.each<[unknown, string]>([
    ['digest@old.example', 'write ["digest@old.example"]'],
    [{ name: 'Old', address: 'digest@old.example' }, 'write ["digest@old.example"]'],
    [[{ name: 'Old', address: 'digest@old.example' }], 'write "digest@old.example"'],
  ])('written as %j are answered with the spelling', (written, todo) => {
    expect(() => parse(written)).toThrow(todo);
  });
});

describe('the form to which pages of the archive lead', () => {
  const subscriptions = 'https://links.example';
  const links = { subscriptions, archive: 'https://archive.example' };
  const { schedule, ...imprint } = aPublication();

  it('is that of a publication which makes editions', () => {
    expect(formOf({ ...imprint, schedule } as typeof imprint, links)).toBe(
      'https://links.example/subscribe?publication=weekly',
    );
  });

  it('is none for a retired one, nor where the archive is private', () => {
    expect(formOf(imprint, links)).toBeNull();
    expect(formOf(aPublication(), { subscriptions, archive: null })).toBeNull();
  });
});
