import { type Captured, type Claim, captured } from './captured.ts';

const perArticle = 20;
const topics = ['controls', 'strategy', 'industry', 'regions', 'talent'] as const;
const kinds = [
  'event',
  'measure',
  'plan',
  'statement',
  'figure',
  'expectation',
  'opinion',
  'background',
] as const;
const statuses = ['proposed', 'final', 'in force', 'suspended', 'revoked', 'not stated'] as const;
const subjects = [
  'The licensing office',
  'A city on the coast',
  'The ministry in charge',
  'A maker of tools',
  'An institute for materials',
];
const predicates = [
  'publishes its list of controlled items anew and asks exporters to check what they have on order',
  'counts the companies that work on circuits in its parks',
  'lets researchers of other countries apply for its programmes',
  'stops the export of a chemical that chip plants use',
  'opens a fund for plants and laboratories, of which a part goes to firms that train their own engineers, and says how the rest will be shared out',
  'names the day on which its forms change',
  'moves the deadline for reports',
];

function pick<Value>(list: readonly Value[], n: number): Value {
  return list[n % list.length] as Value;
}

/** The nth claim: kind, topic, length and extras go round at different paces, so that all kinds of mixtures come up. */
function claim(n: number): Claim {
  const kind = pick(kinds, n);
  return {
    statement: { en: `${pick(subjects, n)} ${pick(predicates, n)} (item ${n}).` },
    kind,
    ...(kind === 'measure' ? { status: pick(statuses, Math.floor(n / 8)) } : {}),
    attribution: pick(
      [
        { who: pick(subjects, n), how: 'named' },
        { who: 'the article', how: 'the article itself' },
        { who: 'people in the trade', how: 'unnamed' },
      ],
      Math.floor(n / 3),
    ),
    evidence: `evidence of item ${n}`,
    ...(n % 7 === 0 ? { quote: `the exact words of item ${n}` } : {}),
    ...(n % 11 === 0 ? { instrument: `Order ${n}`, citation: `Gazette ${n}` } : {}),
    ...(n % 13 === 0 ? { primarySource: `https://register.example/orders/${n}` } : {}),
    ...(n % 5 === 0 ? { occurred: { date: '2026-11-17', basis: 'stated' as const } } : {}),
    ...(n % 17 === 0 ? { dates: [{ date: '2026-12-10', what: `item ${n} takes effect` }] } : {}),
    ...(n % 29 === 0 ? { why: { remark: `Item ${n} reaches beyond its own trade.`, by: 'A. Editor' } } : {}),
    topics: [pick(topics, Math.floor(n / 2))],
    jurisdictions: pick([['CN'], ['CN', 'US'], []], n),
    importance: n % 50 === 1 ? 3 : n % 3 === 0 ? 2 : 1,
  };
}

/** Articles with twenty facts each, of many publishers: 25 of them make an edition of 500 facts. */
export function manyArticles(count: number): Captured[] {
  return Array.from({ length: count }, (_, index) =>
    captured(
      `article-${String(index + 1).padStart(2, '0')}`,
      Array.from({ length: perArticle }, (_, fact) => claim(index * perArticle + fact + 1)),
      {
        title: `What the trade press of district ${index + 1} has to tell`,
        publisher: `District ${index + 1} Post`,
        ...(index % 4 === 3 ? {} : { url: `https://post.example/district/${index + 1}/week-47` }),
        type: pick(['news', 'official', 'research', 'commentary'], index),
      },
    ),
  );
}
