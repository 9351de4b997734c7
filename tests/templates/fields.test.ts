import { describe, expect, it } from 'vitest';
import { digestView } from '../../core/rendering/digest/view.ts';
import { letterView } from '../../core/rendering/letters/letter-view.ts';
import { archiveView, renderArchivePage } from '../../core/rendering/pages/archive-page.ts';
import { leaveView } from '../../core/rendering/pages/leave-page.ts';
import { pageFrameView } from '../../core/rendering/pages/page-frame.ts';
import { bannerView, type ShownStanding, standingView } from '../../core/rendering/pages/standing-view.ts';
import { messages, sources, templates } from '../core/rendering/shipped-templates.ts';
import { aDigest } from '../support/builders/a-digest.ts';
import { english } from '../support/builders/a-digest-fact.ts';
import { aDigestCorrection, aFullDigest } from '../support/builders/a-full-digest.ts';
import { aListedEdition } from '../support/builders/a-listed-edition.ts';
import { aPublication } from '../support/builders/a-publication.ts';
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
const listed = { publication, editions: [aListedEdition()], feeds: true, templates, messages };
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
};
const letter = { publications: [aPublication()], language: 'en' };
const privacy = 'https://links.example/privacy/weekly';
const leave = [{ publication: 'weekly', url: 'https://links.example/leave/weekly/x' }];
const letters = [
  letterView(
    { ...letter, kind: 'confirmation', links: { act: 'https://links.example/x', privacy } },
    messages,
  ),
  letterView({ ...letter, kind: 'alreadyReading', links: { leave, privacy } }, messages),
];

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
  ['Fields of a page’s place in the archive', [pageFrameView(surroundings, messages)]],
  ['Fields of the archive page', [archiveView(listed, renderArchivePage(listed).entries)]],
  ['Fields of the leave page', [leaveView({ state: 'ask', publication, messages })]],
  ['Fields of a letter', letters],
];

describe('templates/README.md', () => {
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
    const [, [view]] = views[5] as [string, { words: object }[]];
    for (const name of Object.keys(view?.words ?? {}))
      expect(sources['archive.html.hbs']).toContain(`{{words.${name}}}`);
  });
});
