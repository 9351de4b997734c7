import type { Digest, DigestFact } from '../../../core/digest/digest.ts';
import { toInstant } from '../../../core/foundation/instant.ts';
import { aDigestFact, aDigestSource, english } from './a-digest-fact.ts';

/** An edition with one fact of each kind of label, two sources, a quote, a late fact and older material. */
export function aDigest(overrides: Partial<Digest> = {}): Digest {
  return {
    publication: {
      id: 'china-tech-controls',
      title: 'China Tech & Controls',
      description:
        'China’s technology policy and the export controls around it, every week, with its sources.',
      language: 'en',
      timeZone: 'Europe/Brussels',
      postalAddress: 'Courant, 1 Example Street, 1000 Example City',
      replyTo: 'editors@news.example',
      sender: 'China Tech & Controls',
      every: 'week',
    },
    edition: '2026-11-23',
    number: 2,
    previous: '2026-11-16',
    next: toInstant('2026-11-30T06:00:00Z'),
    window: { from: toInstant('2026-11-16T06:00:00Z'), to: toInstant('2026-11-23T06:00:00Z') },
    corrections: [],
    daysAhead: [],
    inBrief: ['2-01', '2-04', '2-07'],
    sections: [
      { topic: { id: 'controls', title: 'Export controls' }, facts: controls },
      { topic: { id: 'strategy', title: 'Strategy and planning' }, facts: strategy },
      { topic: { id: 'regions', title: 'Cities and provinces' }, facts: regions },
    ],
    views,
    sources: [
      aDigestSource(),
      aDigestSource({
        letter: 'B',
        id: 'gazette-notice',
        title: { text: '关于集成电路产业补贴的通知', language: 'zh-Hans' },
        publisher: 'Bay City Gazette',
        author: 'Editorial desk',
        url: 'https://gazette.example/notices/2026/114?lang=zh&view=full',
        type: 'official',
        published: { date: '2026-11-18', basis: 'stated', because: null },
        language: 'zh-Hans',
        capture: { sha256: '0f1e2d3c4b5a6978'.repeat(4), characters: 820 },
      }),
    ],
    old: ['A'],
    counts: { facts: 12, sources: 2, late: 1 },
    previousManifest: '9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab',
    ...overrides,
  };
}

/** An edition in which nothing was filed. */
export function anEmptyDigest(overrides: Partial<Digest> = {}): Digest {
  return aDigest({
    inBrief: [],
    sections: [],
    views: [],
    sources: [],
    old: [],
    counts: { facts: 0, sources: 0, late: 0 },
    ...overrides,
  });
}

const congress = {
  date: '2022-10',
  basis: 'inferred',
  because: english('the week of the Party Congress'),
} as const;

const controls: DigestFact[] = [
  aDigestFact({
    number: '2-01',
    id: 'an-article.1',
    label: 'final',
    statement: {
      text: 'The United States restricts exports of certain advanced chip technologies to China, and what its nationals may do in Chinese chip factories.',
      language: 'en',
    },
    attribution: { who: english('US Department of Commerce'), how: 'named' },
    instrument: english('Advanced computing rule'),
    citation: '87 FR 62186',
    primarySource: 'https://register.example/87-62186',
    occurred: congress,
    jurisdictions: ['US', 'CN'],
    importance: 3,
    why: { remark: english('The rule reaches people, not only goods'), by: 'A. Editor' },
  }),
  aDigestFact({
    number: '2-02',
    id: 'an-article.2',
    label: 'measure',
    statement: { text: 'Chip makers need a licence to service tools they sold earlier.', language: 'en' },
    attribution: { who: english('the article'), how: 'unclear' },
    jurisdictions: ['US'],
  }),
  aDigestFact({
    number: '2-03',
    id: 'gazette-notice.1',
    label: 'suspended',
    statement: { text: 'A licence exemption for repairs no longer applies.', language: 'en' },
    attribution: { who: english('Bay City Gazette'), how: 'the article itself' },
    source: 'B',
    late: true,
  }),
];

const strategy: DigestFact[] = [
  aDigestFact({
    number: '2-04',
    id: 'an-article.3',
    label: 'said',
    statement: {
      text: 'Xi Jinping named education, technology and talent as what drives China’s modernisation.',
      language: 'en',
    },
    attribution: { who: english('Xi Jinping, speech to the 20th Party Congress'), how: 'named' },
    quote: 'education, technology, and talent',
    occurred: congress,
    jurisdictions: ['CN'],
    importance: 3,
  }),
  aDigestFact({
    number: '2-05',
    id: 'an-article.4',
    label: 'proposed',
    statement: { text: 'A draft law would widen the state’s fund for basic research.', language: 'en' },
    attribution: { who: english('many in China'), how: 'unnamed' },
  }),
  aDigestFact({
    number: '2-06',
    id: 'an-article.5',
    label: 'background',
    statement: {
      text: 'Self-reliance in technology has stood in the plans of the past ten years.',
      language: 'en',
    },
    attribution: { who: english('Harbour Law Review'), how: 'the article itself' },
  }),
];

const regions: DigestFact[] = [
  aDigestFact({
    number: '2-07',
    id: 'an-article.6',
    label: 'planned',
    statement: {
      text: 'Shenzhen plans to subsidise semiconductor companies that work in the city.',
      language: 'en',
    },
    attribution: { who: english('Harbour Law Review'), how: 'the article itself' },
    jurisdictions: ['CN'],
    importance: 3,
  }),
  aDigestFact({
    number: '2-08',
    id: 'gazette-notice.2',
    label: 'in force',
    statement: { text: '市政府对在本市经营的半导体企业给予补贴。', language: 'zh-Hans' },
    attribution: { who: english('市发展和改革委员会'), how: 'named' },
    quote: '对符合条件的企业给予一次性补贴',
    quoteLanguage: 'zh-Hans',
    source: 'B',
    jurisdictions: ['CN'],
  }),
  aDigestFact({
    number: '2-09',
    id: 'gazette-notice.3',
    label: 'revoked',
    statement: { text: 'An older subsidy for design houses has ended.', language: 'en' },
    source: 'B',
  }),
  aDigestFact({
    number: '2-10',
    id: 'gazette-notice.4',
    statement: { text: 'The city counted 214 chip companies at the end of 2025.', language: 'en' },
    source: 'B',
    attribution: { who: english('Bay City Gazette'), how: 'the article itself' },
  }),
];

const views: DigestFact[] = [
  aDigestFact({
    number: '2-11',
    id: 'an-article.7',
    label: 'expected',
    statement: { text: 'New acquisitions of foreign technology companies may follow.', language: 'en' },
    attribution: { who: english('Harbour Law Review'), how: 'the article itself' },
  }),
  aDigestFact({
    number: '2-12',
    id: 'an-article.8',
    label: 'view',
    statement: {
      text: 'The controls prove that China must stand on its own in key technologies.',
      language: 'en',
    },
    attribution: { who: english('some in the country'), how: 'unnamed' },
  }),
];
