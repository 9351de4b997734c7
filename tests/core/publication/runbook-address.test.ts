import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runbookAddress } from '../../../core/publication/deployment.ts';
import { articleIn } from '../../../core/publication/links.ts';

const address = 'https://git.news.example/courant/docs/runbook.md';
const told = (written: string) =>
  runbookAddress
    .safeParse(written)
    .error?.issues.map(issue => [issue.message, 'params' in issue ? issue.params?.todo : undefined]);

describe('the address of the runbook', () => {
  it.each([address, `${address}?plain=1`, 'https://runbook.example'])('may be %s', written => {
    expect(runbookAddress.parse(written)).toBe(written);
  });

  it.each([
    ['http://git.news.example/runbook.md', 'a link that begins with https://', 'correct the value'],
    ['docs/runbook.md', 'a link that begins with https://', 'correct the value'],
    ['javascript:alert(1)', 'a link that begins with https://', 'correct the value'],
    [
      'https://me@git.news.example/',
      'a link without a user name',
      'remove what stands between https:// and the @',
    ],
    [`${address}#alarms`, 'the address of the whole runbook', `write ${address}`],
    [`${address}#`, 'the address of the whole runbook', `write ${address}`],
    [`https://a.example/${'a'.repeat(283)}`, 'at most 300 characters', 'name a shorter address'],
  ])('may not be %s', (written, expected, todo) => {
    expect(told(written)).toEqual([[expected, todo]]);
  });

  it('whatever is taken leads to an article, and nothing else follows it', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), written => {
        if (!runbookAddress.safeParse(written).success) return;
        const { url } = articleIn(written, 'edition-held');
        expect(new URL(url ?? '').protocol).toBe('https:');
        expect(new URL(url ?? '').hash).toBe('#edition-held');
      }),
    );
  });

  it('is left out where there is none: the article is named as the project has it', () => {
    expect(articleIn(undefined, 'late')).toEqual({ text: 'docs/runbook.md#late', url: null });
    expect(articleIn(address, 'late')).toEqual({ text: 'docs/runbook.md#late', url: `${address}#late` });
  });
});
