import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DigestAttribution, DigestFact, Label } from '../../../../core/digest/digest.ts';
import { changesOf } from '../../../../core/rendering/digest/changes.ts';
import { factView } from '../../../../core/rendering/digest/fact-view.ts';
import { contextOf } from '../../../../core/rendering/digest/render-context.ts';
import { messagesFrom } from '../../../../core/rendering/language/messages.ts';
import { wordsOf } from '../../../../core/rendering/language/reading-time.ts';
import { plainText } from '../../../../core/rendering/language/runs.ts';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { aDigestFact } from '../../../support/builders/a-digest-fact.ts';
import { sources } from '../shipped-templates.ts';

const words = { en: messagesFrom(sources, 'en'), 'zh-Hans': messagesFrom(sources, 'zh-Hans') };
type Language = keyof typeof words;
const labels = Object.keys(words.en.labels) as Label[];
const hows: DigestAttribution['how'][] = ['named', 'the article itself', 'unnamed', 'unclear'];

function contextIn(language: Language, letters = ['A', 'B']) {
  const digest = aDigest();
  const publication = { ...digest.publication, language };
  const listed = digest.sources.filter(({ letter }) => letters.includes(letter));
  return contextOf(
    { ...digest, publication, sources: listed },
    { messages: words[language], linkTo: () => null, saysAll: false },
  );
}

/** What stands before the statement, and the line below it, as one reads them. */
function linesOf(
  fact: Partial<DigestFact>,
  language: Language = 'en',
  letters = ['A', 'B'],
): [string | null, string] {
  const statement = { text: 'S.', language };
  const { before, opening, line } = factView(
    aDigestFact({ number: '1-06', statement, ...fact }),
    contextIn(language, letters),
  );
  return [before, (opening ?? '') + plainText(line)];
}

const by = (text: string, how: DigestAttribution['how'], language: Language = 'en') => ({
  who: { text, language },
  how,
});
const sunday = { date: '2022-10-16', basis: 'inferred', because: null } as const;

describe('the line below a statement', () => {
  it('calls what somebody thinks theirs, in Chinese too', () => {
    const fact = { label: 'view' as const, attribution: by('林樵', 'named', 'zh-Hans') };
    expect(linesOf(fact, 'zh-Hans')[1]).toBe('林樵的看法 · 来源A · 1-06');
    expect(linesOf({ ...fact, label: 'planned' }, 'zh-Hans')[1]).toBe('林樵方面称 · 来源A · 1-06');
  });

  it('says who said it, when and where', () => {
    expect(linesOf({ label: 'said', attribution: by('Xi Jinping', 'named'), occurred: sunday })).toEqual([
      null,
      'Said by Xi Jinping on 16 Oct 2022 (date inferred) · source A · 1-06',
    ]);
    expect(
      linesOf(
        { label: 'said', attribution: by('习近平', 'named', 'zh-Hans'), occurred: sunday },
        'zh-Hans',
      )[1],
    ).toBe('表态：习近平，2022年10月16日（推断日期）· 来源A · 1-06');
    const month = { date: '2022-10', basis: 'stated', because: null } as const;
    expect(linesOf({ label: 'said', attribution: by('Xi Jinping', 'named'), occurred: month })[1]).toBe(
      'Said by Xi Jinping in Oct 2022 · source A · 1-06',
    );
  });

  it('says whose account it is, and where nobody is named', () => {
    const own = { label: 'reported', attribution: by('the article', 'the article itself') } as const;
    expect(linesOf(own)).toEqual([null, 'Reported by source A · 1-06']);
    expect(linesOf(own, 'zh-Hans')[1]).toBe('据来源A所述 · 1-06');
    const some = { label: 'view', attribution: by('some', 'unnamed') } as const;
    expect(linesOf(some)).toEqual(['View · Nobody named: ', 'Source A says only “some” · 1-06']);
    const chinese = { label: 'view', attribution: by('一些人', 'unnamed', 'zh-Hans') } as const;
    expect(linesOf(chinese, 'zh-Hans')).toEqual(['观点 · 未具名：', '来源A仅称“一些人” · 1-06']);
    const unclear = { label: 'planned', attribution: by('it', 'unclear') } as const;
    expect(linesOf(unclear)).toEqual(['Planned · Unattributed: ', 'Source A does not say by whom · 1-06']);
    expect(linesOf(unclear, 'zh-Hans')[1]).toBe('来源A未说明出自何人 · 1-06');
  });

  it('leaves the letter out where there is one source', () => {
    const only = (fact: Partial<DigestFact>) => linesOf(fact, 'en', ['A'])[1];
    expect(only({ label: 'said', attribution: by('Xi Jinping', 'named') })).toBe('Said by Xi Jinping · 1-06');
    expect(only({ attribution: by('the article', 'the article itself') })).toBe(
      'Reported by the article · 1-06',
    );
    expect(only({ label: 'view', attribution: by('some', 'unnamed') })).toBe(
      'The article says only “some” · 1-06',
    );
  });

  it('does not say again below a statement that nobody knows who says so, where there is no source to name', () => {
    const unclear = { attribution: by('it', 'unclear') } as const;
    expect(linesOf({ label: 'planned', ...unclear }, 'en', ['A'])).toEqual([
      'Planned · Unattributed: ',
      '1-06',
    ]);
    expect(linesOf({ label: 'said', ...unclear }, 'en', ['A'])[1]).toBe('Said · 1-06');
    expect(linesOf({ label: 'said', ...unclear }, 'zh-Hans', ['A'])[1]).toBe('说法 · 1-06');
  });

  it('says a name once where the speaker is the publisher', () => {
    const own = by('the Harbour Law  Review', 'named');
    expect(linesOf({ label: 'said', attribution: own })[1]).toBe('Said by source A · 1-06');
    expect(linesOf({ label: 'final', attribution: own })[1]).toBe('Final · reported by source A · 1-06');
  });

  it('says of a measure whose status is not given that it is open', () => {
    const measure = { label: 'measure', attribution: by('Trade Department', 'named') } as const;
    expect(linesOf(measure)[1]).toBe(
      'Measure, status not given · according to Trade Department · source A · 1-06',
    );
    expect(factView(aDigestFact(measure), contextIn('en')).tone).toBe('open');
  });

  it('is never long: what does not fit of it stands below', () => {
    const attribution = by('Ministry of Trade', 'named');
    const view = factView(aDigestFact({ label: 'measure', attribution, occurred: sunday }), contextIn('en'));
    expect(plainText(view.line)).not.toContain('2022');
    expect(view.details.map(plainText)).toContain('Dated 16 Oct 2022 (date inferred)');
    fc.assert(
      fc.property(
        fc.constantFrom(...labels),
        fc.constantFrom(...hows),
        fc.constantFrom(sunday, null),
        (label, how, occurred) => {
          const [before, line] = linesOf({ label, attribution: by('Lin Qiao', how), occurred });
          expect(wordsOf(`${before ?? ''} ${line}`, 'en')).toBeLessThanOrEqual(14);
          expect(`${before ?? ''}${line}`.toLowerCase()).toContain(words.en.labels[label].text.toLowerCase());
          if (how === 'named' || how === 'unnamed') expect(line).toContain('Lin Qiao');
          expect(line).toMatch(/^[A-Z].*[ ·]1-06$/);
        },
      ),
    );
  });

  it('puts before the statement what weakens it, in every language, and nothing firm', () => {
    const weak: Label[] = ['proposed', 'planned', 'suspended', 'revoked', 'expected', 'view'];
    for (const label of labels) {
      for (const language of ['en', 'zh-Hans'] as const) {
        const [before] = linesOf({ label, attribution: by('X', 'named') }, language);
        const expected = weak.includes(label)
          ? expect.stringContaining(words[language].labels[label].text)
          : null;
        expect(before).toEqual(expected);
      }
    }
  });
});

describe('places', () => {
  const placesIn = (jurisdictions: string[], text = 'S.') => {
    const fact = aDigestFact({ jurisdictions, statement: { text, language: 'en' } });
    const details = factView(fact, { ...contextIn('en'), sharedPlaces: new Set(['CN']) }).details;
    return details.map(plainText).find(detail => detail.startsWith('Places'));
  };

  it('are those that others do not share and the fact does not name', () => {
    expect(placesIn(['CN', 'US', 'JP'])).toBe('Places: United States, Japan');
    expect(placesIn(['CN', 'US', 'JP'], 'The US asks Japan.')).toBeUndefined();
    expect(placesIn(['US'], 'A bus goes.')).toBe('Places: United States');
    expect(contextIn('en').sharedPlaces).toEqual(new Set(['CN']));
  });
});

describe('what changed between two statements', () => {
  it('is the right one, with what was there in words, or is told whole', () => {
    const word = fc.constantFrom(
      'the',
      'rule',
      'binds',
      'all',
      'makers',
      'of',
      'tools',
      'ports',
      '14',
      'proof',
    );
    const text = fc.array(word, { minLength: 1, maxLength: 12 }).map(all => all.join(' '));
    fc.assert(
      fc.property(text, text, (was, is) => {
        const changes = changesOf(
          { text: was, language: 'en' },
          { text: is, language: 'en' },
          contextIn('en'),
        );
        const told = changes?.map(change => change.text).join('') ?? is;
        const right = told.replace(/ ?\(was: “[^”]*”\)|\(no longer: “[^”]*”\)| \(added\)/g, '');
        expect(right.replace(/\s+/g, ' ').trim()).toBe(is);
      }),
    );
  });
});
