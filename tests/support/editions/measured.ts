import type { Series } from './build.ts';
import { type Captured, type Claim, captured } from './captured.ts';
import { examplePublication, shipped } from './example.ts';

const topics = ['controls', 'strategy', 'industry', 'regions', 'talent'] as const;
const speakers = ['Trade Licensing Board', 'Minister Lin Qiao', 'City of Port Meridian', 'Harbour Customs'];
const subjects = [
  'The office for licences',
  'A city on the coast',
  'The ministry',
  'A maker of etching tools',
];
const predicates = [
  'publishes its list of controlled items anew and asks exporters to check what they have on order',
  'lets researchers of other countries apply for its programmes',
  'opens a fund for plants and laboratories that train their own engineers',
  'moves the deadline for reports on spare parts',
];
const kinds: readonly Partial<Claim>[] = [
  { kind: 'event' },
  { kind: 'measure', status: 'final' },
  { kind: 'plan' },
  { kind: 'statement' },
  { kind: 'figure' },
  { kind: 'expectation' },
  { kind: 'measure', status: 'proposed' },
];

function pick<Value>(list: readonly Value[], n: number): Value {
  return list[n % list.length] as Value;
}

/** The nth claim of an ordinary week: most are the article's own, one in four is named, a few name nobody; one in five has a date. */
function claim(n: number): Claim {
  const kind = pick(kinds, n);
  const own = { who: 'the article', how: 'the article itself' } as const;
  const named = { who: pick(speakers, n), how: 'named' } as const;
  const unnamed = { who: 'some officials', how: 'unnamed' } as const;
  return {
    ...kind,
    statement: { en: `${pick(subjects, n)} ${pick(predicates, n + Math.floor(n / 4))}, item ${n + 1}.` },
    attribution: n % 11 === 7 ? unnamed : kind.kind === 'statement' || n % 6 === 0 ? named : own,
    ...(n % 5 === 2 ? { occurred: { date: '2026-11-18', basis: 'stated' } } : {}),
    ...(n % 8 === 3 ? { quote: 'first the people, then the plants' } : {}),
    evidence: `item ${n + 1} as the article has it`,
    topics: [pick(topics, n)],
    jurisdictions: n % 9 === 0 ? ['CN', 'JP'] : ['CN'],
    importance: n % 12 === 0 ? 3 : 2,
  } as Claim;
}

function articles(facts: number): Captured[] {
  const perArticle = 10;
  return Array.from({ length: facts / perArticle }, (_, article) =>
    captured(
      `measured-${article + 1}`,
      Array.from({ length: perArticle }, (_, index) => claim(article * perArticle + index)),
      { url: `https://gazette-${article + 1}.example/news/2026/${article + 1}` },
    ),
  );
}

/** The editions that `npm run measure` measures: the first one that ships, and invented ones of an ordinary week. */
export const measured: Record<string, Series> = {
  'the shipped first edition': {
    publication: examplePublication,
    weeks: [desk => desk.file(shipped)],
  },
  ...Object.fromEntries(
    [30, 60].map((facts): [string, Series] => [
      `${facts} invented facts`,
      {
        publication: examplePublication,
        weeks: [
          async () => {},
          async desk => {
            for (const article of articles(facts)) await desk.file(article);
          },
        ],
      },
    ]),
  ),
};
