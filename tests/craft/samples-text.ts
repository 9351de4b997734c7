import { inHtml, inText } from './break.ts';
import type { Sample } from './sample.ts';

/** Messages whose text part, or whose words in either part, are wrong in one way. */
export const textSamples: Sample[] = [
  [
    'the text part holds every fact, or counts the rest where there is a page',
    inText(/\b2-[1-4]\d\b/g, '2-xx'),
    '35 facts are missing, uncounted',
  ],
  [
    'a text part that can be read in an hour where there is a page',
    inText('\nSources', `${'x\n'.repeat(30_000)}\nSources`),
    /^the text has \d+ bytes, more than 60000$/,
  ],
  [
    'the text part holds every fact, or counts the rest where there is a page',
    inText(/servicing,\s+not\s+only/, 'servicing and'),
    /^fact 2-\d+ lacks "The order/,
  ],
  [
    'the text part holds every fact, or counts the rest where there is a page',
    inText(/\nhttps:\/\/gazette\.example\/orders\S+/g, ''),
    /^fact 2-\d+ lacks "https:\/\/gazette/,
  ],
  [
    'the text part holds every fact, or counts the rest where there is a page',
    inText(/a\s+spokesman\s+of/, 'somebody at'),
    /^fact 2-01 lacks "a spokesman of the/,
  ],
  [
    'the text part holds every correction',
    inText('The draft has been withdrawn', 'It has been withdrawn'),
    /^correction 1-02 lacks "The draft has been/,
    'corrected',
  ],
  [
    'the text part holds every correction',
    inText('Nothing takes its place', 'Nothing'),
    'correction 1-04 lacks "Nothing takes its place."',
    'corrected',
  ],
  [
    'the text part holds the days ahead, and none beyond 90 days',
    inText('Friday 4 December 2026', 'Friday 4 December'),
    '1 daysAhead are missing, uncounted',
  ],
  [
    'the text part holds the days ahead, and none beyond 90 days',
    inText('Planned: Applications', 'Applications'),
    /^day 2026-12-01 of 2-\d+ lacks "Planned"/,
  ],
  [
    'the text part holds the days ahead, and none beyond 90 days',
    inText('\nSources', '\nWednesday 31 March 2027\n  The board reports on the licences · 2-01\n\nSources'),
    'day 2027-03-31 of 2-01 is too far ahead',
  ],
  ['the text part holds every source', inText(/Original title: [^\n]+/, ''), /^source \w lacks "关于/],
  [
    'the text part holds no other fact',
    inText('\nSources', '\n- Forged. · 2-77\n\nSources'),
    /^there is a fact 2-77/,
  ],
  [
    'the text part holds every source',
    inText('Foreign trade desk', 'a desk'),
    /^source \w lacks "Foreign trade/,
  ],
  [
    'the links of the text part are those of the edition',
    inText(/\nhttps:\/\/port-meridian\S+/, ''),
    /^there is no line https:\/\/port-meridian/,
  ],
  [
    'the links of the text part are those of the edition',
    inText('\nSources', '\nhttps://other.example/\n\nSources'),
    /^there is a line https:\/\/other\.example\/, which/,
  ],
  [
    'lines of text that need no folding',
    inText('\nSources', `\n${'很'.repeat(40)}\nSources`),
    /^80 columns: 很/,
  ],
  ['no traces of templates and programs', inText('\nSources', '\n{{title}\nSources'), /^text: ".*\{\{title/],
  ['no traces of templates and programs', inText('\nSources', '\nundefined\nSources'), /^text: ".*undefined/],
  ['no traces of templates and programs', inHtml('>Sources<', '>[object Object]<'), /^HTML: ".*\[object/],
  ['no traces of templates and programs', inHtml('>Sources<', '>NaN sources<'), /^HTML: ".*NaN/],
  [
    'no traces of templates and programs',
    inHtml('>Sources<', ' title="null">Sources<'),
    /^attributes: "[\s\S]*null/,
  ],
  ['no tags in the text part', inText('\nSources', '\n<b> Sources'), 'there is <b>'],
  ['no tags in the text part', inText('\nSources', '\n</p>\nSources'), 'there is </p>'],
  ['the foot of the text part', inText(/1 Example Street/, ''), /^the foot lacks "Courant, 1 Example/],
];
