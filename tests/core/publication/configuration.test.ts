import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

  it('names the right spelling of a time zone', () => {
    const [publication] = aConfiguration().publications;
    const schedule = { every: 'day', at: '07:00', timeZone: 'europe/BRUSSELS' };
    const input = { ...aConfiguration(), publications: [{ ...publication, schedule }] };
    expect(() => parseConfiguration(input, 'cdk.json')).toThrow(
      /publications\[0\]\.schedule\.timeZone\n[\s\S]*found: +"europe\/BRUSSELS"\n +to do: +write Europe\/Brussels$/,
    );
  });
});
