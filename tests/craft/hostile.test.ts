import { describe, expect, it } from 'vitest';
import { parseArticleFile } from '../../core/filing/check-article.ts';
import { InvalidInputError } from '../../core/foundation/errors.ts';
import { buildSeries } from '../support/editions/build.ts';
import { captured } from '../support/editions/captured.ts';
import { editionNamed } from '../support/editions/catalogue.ts';
import { examplePublication } from '../support/editions/example.ts';
import { refusedArticles, refusedByFiling, refusedLinks } from '../support/editions/hostile.ts';
import { aSingleFact } from '../support/editions/single.ts';

const [fact] = aSingleFact.file.facts;
const withStatement = (en: string) => captured('refused', [{ ...fact, statement: { en } } as never]).file;
const withLink = (url: string) => captured('refused', [fact as never], { url }).file;

describe('hostile content', () => {
  it.each(Object.entries(refusedByFiling))('is refused by filing: %s', (_, text) => {
    expect(() => parseArticleFile(withStatement(text), 'x.json')).toThrow(InvalidInputError);
  });

  it.each(refusedLinks)('is refused by filing as a link: %s', url => {
    expect(() => parseArticleFile(withLink(url), 'x.json')).toThrow(InvalidInputError);
  });

  it('would be taken if it were none', () => {
    expect(() => parseArticleFile(withStatement('A statement.'), 'x.json')).not.toThrow();
    expect(() => parseArticleFile(withLink('https://other.example/'), 'x.json')).not.toThrow();
  });

  it.each(refusedLinks.filter(url => !url.startsWith('https://user')))(
    'makes no edition where a log holds such a link: %s',
    async url => {
      const weeks = [(desk: { record(file: object): Promise<void> }) => desk.record(withLink(url))];
      await expect(buildSeries('x', { publication: examplePublication, weeks }, 'public')).rejects.toThrow(
        /https/,
      );
    },
  );

  it('stands in the hostile edition, all that filing takes and all that a log may hold', async () => {
    const { digest } = await editionNamed('hostile');
    const ids = [...digest.sections.flatMap(section => section.facts), ...digest.views].map(({ id }) => id);
    for (const { facts } of refusedArticles) expect(ids).toContain(facts[0]?.id);
    expect(ids.filter(id => id.startsWith('hostile.'))).toHaveLength(15);
  });

  it('cannot take the place of a reader, even if it holds the marker of the same edition without it', async () => {
    const series = { publication: examplePublication, weeks: [] };
    const innocent = await buildSeries('x', { ...series, weeks: [desk => desk.file(aSingleFact)] }, 'public');
    const marker = innocent.archived.match(/leave\/china-tech-controls\/([0-9a-f]{54})/)?.[1] ?? '';
    expect(marker).toHaveLength(54);
    const article = captured('marked', [{ ...fact, statement: { en: `Says ${marker}.` } } as never]);
    const { message, reader } = await buildSeries(
      'x',
      { ...series, weeks: [desk => desk.file(aSingleFact).then(() => desk.file(article))] },
      'public',
    );
    const text = message.toString('latin1').replaceAll('=\r\n', '');
    expect(text.match(new RegExp(`Says ${marker}`, 'g'))?.length).toBeGreaterThanOrEqual(2);
    expect(text.match(new RegExp(reader.token, 'g'))).toHaveLength(5);
  });
});
