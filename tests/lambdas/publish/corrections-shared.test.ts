import { expect, it } from 'vitest';
import { renderStanding } from '../../../core/rendering/pages/standing-view.ts';
import { messages, render, templates } from '../../core/rendering/shipped-templates.ts';
import { aSeries, factsOf, within } from '../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const article = (id: string, n: number, publisher: string, sameAs?: string) =>
  aRecord(within(n), anArticleFile(id, [aFact(id, 1, sameAs ? { sameAs } : {})], { publisher }));
const both = [article('one', 1, 'First Post'), article('two', 1, 'Second Post', 'one.1')];
const parts = (of: Parameters<typeof render>[0]) => {
  const { html, page, text } = render(of);
  return [html, page, text.replace(/\s+/g, ' ')];
};

it('two facts of one number have places of their own, to which the page before leads', async () => {
  const { digest, manifest, page } = await aSeries([
    both,
    [aCorrection(within(2), 'one.1'), aCorrection(within(2), 'two.1')],
  ]);
  expect(digest(2).corrections.map(({ shared }) => shared)).toEqual([
    null,
    { publisher: 'Second Post', leads: false, stands: [] },
  ]);
  const ids = render(digest(2)).page.match(/<article id="correction-[^"]*"/g);
  expect(ids).toEqual(['<article id="correction-1-01"', '<article id="correction-1-01-two-1"']);
  expect(manifest(2).corrections[1]).toMatchObject({
    anchor: 'correction-1-01-two-1',
    publisher: 'Second Post',
  });
  for (const anchor of ['correction-1-01<', 'correction-1-01-two-1<']) expect(page(1)).toContain(anchor);
  const to = '../2026-11-30/index.html#correction-1-01-two-1';
  const said = { edition: '2026-11-30', editionNumber: 2, page: to };
  const standing = { kind: 'withdrawn', number: '1-01', publisher: 'Second Post', said } as const;
  const { mark } = renderStanding([standing], { templates, messages, language: 'en' });
  expect(mark).toContain(`href="${to}"`);
  expect(mark.replace(/<[^>]*>/g, '')).toContain(
    'What Second Post says of this was withdrawn in No. 2, 30 November 2026.',
  );
});

it.each([
  ['two.1', 'Second Post', 'First Post'],
  ['one.1', 'First Post', 'Second Post'],
])('a withdrawal of one source alone says that the other stands: %s', async (id, publisher, other) => {
  const { digest } = await aSeries([both, [aRetraction(within(2), id)]]);
  expect(digest(2).corrections[0]?.shared).toMatchObject({ publisher, stands: [other] });
  for (const part of parts(digest(2))) {
    expect(part).toContain(`This is only about what ${publisher} says of 1-01.`);
    expect(part).toContain(`We withdraw what ${publisher} says. Still reported by: ${other}.`);
    expect(part).not.toContain('Nothing takes its place');
  }
});

it('nothing stands when the other was withdrawn before, or in the same edition', async () => {
  const later = await aSeries([both, [aRetraction(within(2), 'two.1')], [aRetraction(within(3), 'one.1')]]);
  const atOnce = await aSeries([both, [aRetraction(within(2), 'two.1'), aRetraction(within(2), 'one.1')]]);
  for (const digest of [later.digest(3), atOnce.digest(2)]) {
    expect(digest.corrections[0]?.shared).toBeNull();
    for (const part of parts(digest)) expect(part).toContain('Nothing takes its place.');
  }
});

it('a change of what nobody was shown of a mentioned source is not told; of its days it is', async () => {
  const { digest } = await aSeries([
    both,
    [aCorrection(within(2), 'two.1', { ...aFact('two', 1, { sameAs: 'one.1' }), citation: 'No. 5' })],
    [
      aCorrection(
        within(3),
        'two.1',
        { ...aFact('two', 1, { sameAs: 'one.1' }), dates: [{ date: '2027-06-01', what: 'it starts' }] },
        2,
      ),
    ],
  ]);
  expect(digest(2).corrections).toEqual([]);
  expect(digest(3).corrections[0]).toMatchObject({ details: null, days: { said: [], right: [{}] } });
});

it('nothing is an update of what was withdrawn, or reported in it, until it is restored', async () => {
  const { digest } = await aSeries([
    [article('one', 1, 'First Post')],
    [aRetraction(within(2), 'one.1')],
    [
      aRecord(
        within(3),
        anArticleFile('x', [aFact('x', 1, { follows: 'one.1' }), aFact('x', 2, { sameAs: 'one.1' })]),
      ),
    ],
    [aCorrection(within(4), 'one.1', {}, 2)],
    [
      aRecord(
        within(5),
        anArticleFile('y', [aFact('y', 1, { follows: 'one.1' }), aFact('y', 2, { sameAs: 'one.1' })]),
      ),
    ],
  ]);
  const marks = (n: number) => factsOf(digest(n)).flatMap(({ follows, sameAs }) => [follows, sameAs]);
  expect(marks(3)).toEqual([null, null, null, null]);
  expect(marks(5).filter(mark => mark?.number === '1-01')).toHaveLength(2);
});
