import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DigestCorrection, DigestFact, Label } from '../../../../core/digest/digest.ts';
import { columnsOf } from '../../../../core/foundation/wrap.ts';
import { correctionLine } from '../../../../core/rendering/headlines/correction-line.ts';
import { aDigestFact, english } from '../../../support/builders/a-digest-fact.ts';
import { aDigestCorrection } from '../../../support/builders/a-full-digest.ts';
import { anyText } from '../language/any-text.ts';
import { languages, messages } from '../shipped-templates.ts';

const firm = { label: 'reported', attribution: { who: english('Bay City Gazette'), how: 'named' } } as const;

/** A correction of fact 1-21 from one statement to another. */
function corrected(
  was: string,
  is: string,
  {
    right = {},
    language = 'en',
    ...overrides
  }: Partial<Omit<DigestCorrection, 'right'>> & {
    right?: Partial<DigestFact>;
    language?: string;
  } = {},
): DigestCorrection {
  return aDigestCorrection({
    appeared: { number: '1-21', edition: '2026-11-16' },
    said: { ...firm, short: null, statement: { text: was, language } },
    right: aDigestFact({ ...firm, number: '1-21', statement: { text: is, language }, short: null, ...right }),
    ...overrides,
  });
}

const headline = (correction: DigestCorrection, columns = 100) =>
  correctionLine(correction, 'en', messages).headline(columns);

const long =
  'The ministry has found that the plant received a licence for all of the parts that it had asked for';

describe('a correction as a headline', () => {
  it('leads with what changed, word for word', () => {
    expect(headline(corrected('The court found proof.', 'The court found evidence.'))).toBe(
      'Corrected: “proof” now “evidence” (1-21)',
    );
    expect(headline(corrected('It has 42 owners in 12 cities.', 'It has 24 owners in 21 cities.'))).toBe(
      'Corrected: “42” now “24”, “12” now “21” (1-21)',
    );
    expect(headline(corrected('The rule covers exports of it.', 'The rule covers only exports of it.'))).toBe(
      'Corrected: “exports” now “only exports” (1-21)',
    );
  });

  it('leads with what changed in Chinese', () => {
    const correction = corrected('法院认定存在转让技术的证明。', '法院认定存在转让技术的证据。', {
      language: 'zh-Hans',
    });
    expect(correctionLine(correction, 'zh-Hans', languages['zh-Hans']).headline(100)).toBe(
      '更正：“证明”应为“证据”（1-21）',
    );
  });

  it('says what is right where the statement was written anew, or too much of it changed', () => {
    expect(headline(corrected('Shenzhen subsidises chips.', 'A county in Jiangsu has a fund.'))).toBe(
      'Corrected to “A county in Jiangsu has a fund” (1-21)',
    );
    expect(
      headline(corrected('In 1 of 2 of all of 3 cities of them', 'In 4 of 5 of all of 6 cities of them')),
    ).toBe('Corrected to “In 4 of 5 of all of 6 cities of them” (1-21)');
    expect(headline(corrected('It has 42 owners.', 'It has 24 owners.'), 30)).toBe(
      'Corrected to “It has…” (1-21)',
    );
  });

  it('says what is right by the editor’s headline if there is one', () => {
    const right = { short: english('US suspends rule'), label: 'suspended' as const };
    expect(headline(corrected('The rule is gone.', 'The US has suspended it.', { right }))).toBe(
      'Corrected to “US suspends rule” (1-21)',
    );
  });

  it('leads with the label where that changed, before what it is about', () => {
    const right = { label: 'proposed' as const };
    expect(headline(corrected('It subsidises chips.', 'It would subsidise chips.', { right }))).toBe(
      'Corrected: “Reported” now “Proposed”: It would subsidise chips (1-21)',
    );
    const unnamed = { attribution: { who: english('some'), how: 'unnamed' as const } };
    expect(headline(corrected('It has chips.', 'It has chips.', { right: unnamed }))).toBe(
      'Corrected: “Reported” now “Unnamed source”: It has chips (1-21)',
    );
  });

  it('says what is right, whatever changed, where the editor’s headline states the label or it had been withdrawn', () => {
    const right = { label: 'proposed' as const, short: english('City to subsidise chips') };
    expect(headline(corrected('The court found proof.', 'The court found evidence.', { right }))).toBe(
      'Corrected to “City to subsidise chips” (1-21)',
    );
    const by = { number: 1, edition: '2026-11-16' };
    const told = { by, withdrawn: { number: 2, edition: '2026-11-23' } };
    for (const is of ['The court found proof.', 'The court found evidence.'])
      expect(headline(corrected('The court found proof.', is, { told }))).toBe(
        `Corrected to “${is.slice(0, -1)}” (1-21)`,
      );
  });

  it('says what is right where words that were put in would be a riddle', () => {
    const of = (was: string, is: string) => headline(corrected(was, is, { language: 'zh-Hans' }));
    expect(of('该市有214家芯片企业。', '据该市统计，当地有214家芯片企业。')).toBe(
      'Corrected to “据该市统计，当地有214家芯片企业” (1-21)',
    );
    expect(of('出口下降12%。', '出口上升12%。')).toBe('Corrected: “下降” now “上升” (1-21)');
    const twice = corrected(
      'The city has a plan for the port of Bay City.',
      'The old city has a plan for the new port of Bay City.',
    );
    expect(headline(twice)).toMatch(/^Corrected to “The old city/);
    const mixed = corrected('这是自立的明证，并要自立。', '这是自立的证据，并要自立的能力。', {
      language: 'zh-Hans',
    });
    expect(headline(mixed)).toMatch(/^Corrected to “这是/);
    const once = corrected('The city has a plan for the port.', 'The city has a plan for the new port.');
    expect(headline(once)).toBe('Corrected: “port” now “new port” (1-21)');
  });

  it('names what changed besides the statement', () => {
    const same = (overrides: Parameters<typeof corrected>[2]) =>
      headline(corrected('It ends.', 'It ends.', overrides));
    expect(same({ right: { attribution: { who: english('Bay City Post'), how: 'named' } } })).toBe(
      'Corrected: “Bay City Gazette” now “Bay City Post” (1-21)',
    );
    const day = (date: string) => [{ date, what: english('it ends') }];
    expect(same({ days: { said: day('2026-12-01'), right: day('2026-12-10') } })).toBe(
      'Corrected: “1 December 2026” now “10 December 2026” (1-21)',
    );
    expect(same({})).toBe('Corrected details of “It ends” (1-21)');
  });

  it('keeps a label that weakens what is right', () => {
    const planned = { label: 'planned' as const, attribution: firm.attribution };
    const correction = corrected('Alfa opens a plant.', 'In Jiangsu a fab will be built.', {
      said: { ...planned, short: null, statement: english('Alfa opens a plant.') },
      right: planned,
    });
    expect(headline(correction)).toBe('Corrected to “Planned: In Jiangsu a fab will be built” (1-21)');
  });

  it('tells of a headline that readers were shown: what changed in it, or that it is withdrawn', () => {
    const told = (was: string, is: string, retracted = false) => {
      const short = { short: english(was) };
      const correction = corrected('It ends.', 'It ends.', { right: { short: english(is) } });
      const said: DigestCorrection['said'] = { ...correction.said, ...short };
      return headline({ ...correction, said, ...(retracted ? { right: null } : {}) });
    };
    expect(told('Rule ends in May', 'Rule ends in June')).toBe('Corrected: “May” now “June” (1-21)');
    expect(told('Rule ends in May', 'A ban of all exports')).toBe(
      'Corrected to “A ban of all exports” (1-21)',
    );
    expect(told('Rule ends in May', '', true)).toBe('Withdrawn: “Rule ends in May” (1-21)');
  });

  it('says of a retraction what is withdrawn, with the label that weakened it', () => {
    const said = (label: Label, how: 'named' | 'unnamed') => ({
      ...{ statement: english('The city counts 900 firms.'), short: null, label },
      attribution: { who: english('officials'), how },
    });
    const of = (label: Label, how: 'named' | 'unnamed' = 'named') =>
      headline({ ...corrected('', ''), said: said(label, how), right: null });
    expect(of('reported')).toBe('Withdrawn: “The city counts 900 firms” (1-21)');
    expect(of('planned')).toBe('Withdrawn: “Planned: The city counts 900 firms” (1-21)');
    expect(of('final', 'unnamed')).toBe('Withdrawn: “Unnamed source: The city counts 900 firms” (1-21)');
  });

  it('says that it is about one of several sources, as the others still stand', () => {
    const shared = { publisher: 'Second Post', leads: false, stands: ['First Post'] };
    const one = corrected('It has 42 owners.', 'It has 24 owners.', { shared });
    expect(headline(one)).toBe('One source corrected to “It has 24 owners” (1-21)');
    expect(headline({ ...one, right: null })).toBe('One source withdrawn: “It has 42 owners” (1-21)');
    const none = { ...shared, stands: [] };
    expect(headline({ ...one, right: null, shared: none })).toBe('Withdrawn: “It has 42 owners” (1-21)');
  });

  it('has inner quotation marks inside its own', () => {
    const one = corrected('Officials call the rule “final”.', 'In Jiangsu a “fab” will be built.');
    expect(headline(one)).toBe('Corrected to “In Jiangsu a ‘fab’ will be built” (1-21)');
    expect(headline({ ...one, right: null })).toBe('Withdrawn: “Officials call the rule ‘final’” (1-21)');
  });

  it('ends with the number of the fact, however long it is, and takes no more room than there is', () => {
    expect(headline({ ...corrected(long, ''), right: null }, 60)).toBe(
      'Withdrawn: “The ministry has found that the plant…” (1-21)',
    );
    fc.assert(
      fc.property(anyText, anyText, fc.integer({ min: 40, max: 100 }), (was, is, columns) => {
        for (const correction of [corrected(was, is), { ...corrected(was, is), right: null }]) {
          const line = headline(correction, columns);
          expect(columnsOf(line)).toBeLessThanOrEqual(columns);
          expect(line.endsWith('(1-21)')).toBe(true);
        }
      }),
    );
  });

  it('is in the language of the words that it has', () => {
    const { language } = correctionLine(corrected('清单', '名单', { language: 'zh-Hans' }), 'en', messages);
    expect(language).toBe('zh-Hans');
    const right = { short: english('List is shorter') };
    const own = correctionLine(corrected('清单', '名单', { language: 'zh-Hans', right }), 'en', messages);
    expect([own.language, own.headline(100)]).toEqual(['en', 'Corrected to “List is shorter” (1-21)']);
  });
});
