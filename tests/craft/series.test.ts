import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeMessage } from '../../core/message/compose.ts';
import { fieldsOf } from '../../core/message/reader-fields.ts';
import { buildSeries } from '../support/editions/build.ts';
import { catalogue, editionNamed, everyEdition } from '../support/editions/catalogue.ts';
import { sampleOf } from '../support/run/sample.ts';
import { findingsOf } from './check.ts';
import { headerChecks } from './header-checks.ts';
import { headerValue, messageOf, readMessage } from './message.ts';

describe('the messages of a publication', () => {
  it.each(sampleOf('made anew', everyEdition, 'looks at editions'))(
    'have the same bytes whenever "%s" is made anew, with a %s archive',
    async (name, archive) => {
      const series = catalogue[name];
      if (!series) throw new Error(`no ${name}`);
      const again = await buildSeries(name, series, archive);
      expect(again.message.equals((await editionNamed(name, archive)).message)).toBe(true);
    },
  );

  it('belong to one list, whatever edition, and to another than those of another publication', async () => {
    const editions = await Promise.all(everyEdition.map(edition => editionNamed(...edition)));
    const lists = new Map<string, Set<string>>();
    for (const edition of editions) {
      const { headers } = await messageOf(edition);
      const known = lists.get(edition.publication.id) ?? new Set();
      lists.set(edition.publication.id, known.add(headerValue(headers, 'list-id')));
    }
    expect([...lists.values()].map(({ size }) => size)).toEqual([1, 1, 1]);
    expect(new Set([...lists.values()].flatMap(ids => [...ids])).size).toBe(3);
  });

  it('carry any subject and any name whole, in words that decode alone', async () => {
    const edition = await editionNamed('single');
    const { publication, digest, reader, links } = edition;
    const texts = fc.oneof(
      fc.constantFrom(
        '出口管制'.repeat(50),
        'مرحبا بالعالم',
        '👩‍🚀👩🏽‍💻'.repeat(9),
        `${'word '.repeat(40)}end`,
        'é'.repeat(80),
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
    );
    const line = texts
      .map(text =>
        text
          .replace(/[\p{Cc}\u2028\u2029]|\p{Cs}/gu, '')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .filter(text => text !== '');
    await fc.assert(
      fc.asyncProperty(line, line, async (subject, name) => {
        const raw = await composeMessage({
          publication,
          edition: digest.edition,
          date: digest.window.to,
          subject,
          html: '<p>A</p>',
          text: 'A\n',
          boundarySeed: 'x',
          to: { name, address: reader.address },
          fields: fieldsOf(reader),
          leaveUrl: links.leave,
          archiveUrl: links.archive,
        });
        const message = await readMessage(raw, { ...edition, subject, reader: { ...reader, name } });
        const words = headerChecks.filter(({ name: check }) => check === 'encoded words');
        expect(findingsOf(words, message)).toEqual([]);
        expect(message.mail.subject).toBe(subject);
      }),
      { numRuns: 100 },
    );
  });
});
