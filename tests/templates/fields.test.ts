import { describe, expect, it } from 'vitest';
import { readToldDigest } from '../../core/digest/told-digest.ts';
import { digestView } from '../../core/rendering/digest/view.ts';
import { letterView } from '../../core/rendering/letters/letter-view.ts';
import { archiveView, renderArchivePage } from '../../core/rendering/pages/archive-page.ts';
import { type DatesPageInput, datesView } from '../../core/rendering/pages/dates-page.ts';
import { feedEditionView } from '../../core/rendering/pages/feed-view.ts';
import { type MonthFact, monthView } from '../../core/rendering/pages/month-page.ts';
import { pageFrameView } from '../../core/rendering/pages/page-frame.ts';
import { searchView } from '../../core/rendering/pages/search-page.ts';
import { bannerView, type ShownStanding, standingView } from '../../core/rendering/pages/standing-view.ts';
import { type YearPageInput, yearView } from '../../core/rendering/pages/year-page.ts';
import { receiptView } from '../../core/sweep/receipt-mail/mail-view.ts';
import { messages, sources, templates } from '../core/rendering/shipped-templates.ts';
import { theNews } from '../support/archives/a-receipt.ts';
import { aDigest } from '../support/builders/a-digest.ts';
import { english } from '../support/builders/a-digest-fact.ts';
import { aDigestCorrection, aFullDigest } from '../support/builders/a-full-digest.ts';
import { aListedEdition } from '../support/builders/a-listed-edition.ts';
import { aPublication } from '../support/builders/a-publication.ts';
import { readerPages } from '../support/pages/reader-pages.ts';
import { fieldsBelow, fieldsOf } from './fields.ts';

const { publication } = aDigest();
const day = { date: '2026-12-01', what: english('it starts') };
const corrections = [aDigestCorrection({ days: { said: [day], right: [day] } })];
const edition = {
  digest: aFullDigest({ corrections }),
  messages,
  readerSince: '2026-11-03',
  isPage: false,
  saysAll: true,
  minutes: 3,
  linkTo: () => null,
};
const whole = digestView(edition);
const listed = {
  ...{ publication, editions: [aListedEdition()], feeds: true, templates, messages },
  months: ['2026-11'],
};
const who = { who: { en: 'the ministry' }, how: 'named' } as const;
const fact: MonthFact = {
  ...{
    number: '1-04',
    page: '../2026-11-23/index.html#fact-1-04',
    statement: { en: 'It ends.' },
    language: 'en',
  },
  ...{ label: 'proposed', attribution: who, source: { publisher: 'Example Times' } },
  standing: {
    ...{ kind: 'withdrawn', publisher: null },
    by: {
      edition: '2026-11-30',
      editionNumber: 2,
      number: '1-04',
      page: '../2026-11-30/index.html#correction-1-04',
    },
  },
};
const monthBeside = { month: '2026-10', page: '2026-10.html' };
const month = {
  ...{ publication, month: '2026-11', previous: monthBeside, next: monthBeside },
  editions: [
    {
      ...{ edition: '2026-11-23', number: 1, page: '../2026-11-23/index.html', facts: [fact] },
      corrections: [
        { number: '1-04', page: fact.page, kind: 'correction', statement: english('it ends') } as const,
      ],
    },
  ],
};
const claimed = { statement: { en: 'It ends.' }, label: 'proposed', attribution: who } as const;
const year: YearPageInput = {
  ...{ publication, year: '2026' },
  editions: [
    {
      ...{ edition: '2026-11-30', number: 2, page: '../2026-11-30/index.html' },
      corrections: [
        {
          ...{ kind: 'corrected', number: '1-04', appeared: '2026-11-23', page: fact.page, publisher: null },
          ...{ said: { ...claimed, label: 'planned' }, right: claimed, reason: { en: 'We misread it.' } },
        },
      ],
    },
  ],
};
const gone = {
  ...day,
  id: 'a.1',
  fact: { number: '1-04', edition: '2026-11-23' },
  gone: '2026-11-30',
  times: 1,
};
const dates: DatesPageInput = {
  ...{ publication, edition: { edition: '2026-11-30', number: 2 }, calendar: true },
  told: {
    daysAhead: [{ ...gone, label: 'planned', updates: [], attribution: null, also: [] }],
    daysGone: [gone],
  },
};
const topics = [{ id: 'controls', title: 'Controls' }];
const later: ShownStanding = {
  kind: 'corrected',
  number: '1-04',
  publisher: null,
  right: {
    statement: english('It ends.'),
    label: 'proposed',
    attribution: { who: english('the ministry'), how: 'named' },
  },
  said: { edition: '2026-11-30', editionNumber: 3, page: '../2026-11-30/index.html#correction-1-04' },
};
const neighbour = { number: 2, page: '../2026-11-30/index.html' };
const surroundings = {
  ...{ publication, number: 1, edition: '2026-11-23', previous: neighbour, next: neighbour },
  ...{ list: '../index.html', address: 'https://archive.example/x/index.html' },
  feeds: { atom: '../feed.xml', json: '../feed.json' },
  subscribe: 'https://links.example/subscribe?publication=weekly',
};
const told = readToldDigest(JSON.stringify(aFullDigest({ corrections })), 'digest.json');
const [putRight] = told.corrections;
const again = { number: '1-04', page: surroundings.address, publisher: null, again: null };
const feedViews = [null, later].flatMap(standing =>
  feedEditionView(
    {
      page: surroundings.address,
      summary: 'No. 1',
      told,
      standings: standing
        ? [{ ...standing, right: null, number: told.sections[0]?.facts[0]?.number ?? '' }]
        : [],
      corrections: putRight
        ? [{ ...again, told: putRight, again: standing && { ...standing, right: null } }]
        : [],
    },
    { messages, language: 'en' },
  ),
);
const letter = { publications: [aPublication()], language: 'en' };
const privacy = 'https://links.example/privacy/weekly';
const leave = { weekly: 'https://links.example/leave/weekly/x' };
const letters = [
  letterView(
    { ...letter, kind: 'confirmation', links: { confirm: 'https://links.example/x', privacy } },
    messages,
  ),
  letterView({ ...letter, kind: 'alreadyReading', links: { leave, privacy } }, messages),
];
const receiptWriting = {
  links: { subscriptions: 'https://links.example', archive: 'https://digest.example' },
  local: false,
};

const views: [string, object[]][] = [
  [
    'Fields of an edition',
    [whole, digestView({ ...edition, items: 3 }), digestView({ ...edition, isPage: true })],
  ],
  [
    'Fields of a fact',
    [
      ...digestView({ ...edition, isPage: true }).inBrief,
      ...whole.inBrief,
      ...whole.sections.flatMap(({ groups }) => groups.flatMap(({ facts }) => facts)),
    ],
  ],
  ['Fields of the banner', [bannerView([later], messages)]],
  ['Fields of a standing', [standingView([later], messages, 'en')]],
  ['Fields of a feed entry', feedViews],
  ['Fields of a page’s place in the archive', [pageFrameView(surroundings, messages)]],
  ['Fields of the archive page', [archiveView(listed, renderArchivePage(listed).entries)]],
  ['Fields of the page of a month', [monthView(month, messages)]],
  ['Fields of the page of a year’s corrections', [yearView(year, messages)]],
  ['Fields of the page of the days ahead', [datesView(dates, messages)]],
  ['Fields of the page for searching', [searchView({ publication, topics }, messages)]],
  ['Fields of a letter', letters],
  ["Fields of a receipt's mail", [receiptView(theNews(), aPublication(), receiptWriting)]],
];

/** Pages for readers by the heading of their fields. */
const ofReaders: [string, RegExp][] = [
  ['Fields of the leave page', /^leave/],
  ['Fields of the form', /^(form|choice)/],
  ['Fields of the page that asks to confirm', /^confirm$/],
  ['Fields of the page after confirming', /^confirmed/],
  ['Fields of the page of what a reader gets', /^manage/],
  ['Fields of the page that asks before erasing', /^erase$/],
  ['Fields of the page of what is held', /^privacy$/],
  ['Fields of a notice', /^(asked|refused|mailed)$/],
];

describe('templates/README.md', () => {
  it.each(ofReaders)('lists under "%s" what the pages have beside what every one has', (heading, names) => {
    const pages = Object.entries(readerPages.en).filter(([name]) => names.test(name));
    const fields = new Set(pages.flatMap(([, { view }]) => fieldsOf(view)));
    const known = [...fields].filter(field => ![...fields].some(other => other.startsWith(`${field}.`)));
    const common = fieldsBelow('Fields of every page for readers');
    expect([...new Set([...fieldsBelow(heading), ...common])].sort()).toEqual(known.sort());
  });

  it.each(views)('lists under "%s" every field of the view, and no other', (heading, of) => {
    const fields = new Set(of.flatMap(view => fieldsOf(view)));
    // A list or an object that is null in one view is known by its fields from another.
    const known = [...fields].filter(field => ![...fields].some(other => other.startsWith(`${field}.`)));
    expect(known.length).toBeGreaterThan(3);
    expect([...new Set(fieldsBelow(heading))].sort()).toEqual(known.sort());
  });
});

describe('words of the messages', () => {
  it('are all used by the archive page that are offered to it', () => {
    const [, [view]] = views.find(([heading]) => heading === 'Fields of the archive page') as [
      string,
      { words: object }[],
    ];
    for (const name of Object.keys(view?.words ?? {}))
      expect(sources['archive.html.hbs']).toContain(`{{words.${name}}}`);
  });
});
