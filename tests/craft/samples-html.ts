import { inHtml } from './break.ts';
import type { Sample } from './sample.ts';

/** Messages whose HTML part is built wrongly in one way. */
export const htmlSamples: Sample[] = [
  ['HTML without mistakes', inHtml('</h1>', '</h2>'), '</h2> closes <h1>'],
  ['HTML without mistakes', inHtml('<h1', '<h1 lang="en" lang="en"'), /^duplicate-attribute/],
  [
    'no element that mail programs drop or fear',
    inHtml('</body>', '<form></form></body>'),
    'there is <form>',
  ],
  [
    'no element that mail programs drop or fear',
    inHtml('</head>', '<script></script></head>'),
    'there is <script>',
  ],
  ['no image', inHtml('</h1>', '<img alt=""></h1>'), 'there is an image'],
  ['no image', inHtml('<h1', '<h1 background="x"'), 'there is an image'],
  ['no attribute that runs or loads', inHtml('<h1', '<h1 onclick="x"'), '<h1> has onclick'],
  ['no attribute that runs or loads', inHtml('<h1', '<h1 src="x"'), '<h1> has src'],
  [
    'language and direction where webmail drops html and body',
    inHtml(/<html lang="en"/, '<html'),
    'html has lang undefined',
  ],
  [
    'language and direction where webmail drops html and body',
    inHtml(/<div lang="en" dir="ltr"/, '<div lang="en"'),
    'wrapper has dir undefined',
  ],
  ['a title and a charset at the beginning', inHtml(/<title>[^<]*/, '<title>'), 'the title is empty'],
  [
    'a title and a charset at the beginning',
    inHtml('<meta charset="utf-8">', ''),
    'no charset in the first 1024 characters',
  ],
  ['headings that make an outline', inHtml(/<h2([\s\S]*?)<\/h2>/, '<h3>A</h3>'), 'h3 comes after h1'],
  [
    'headings that make an outline',
    inHtml('</body>', '<h1>Two</h1></body>'),
    'there is more than one h1, or none',
  ],
  ['headings that make an outline', inHtml('</body>', '<h2> </h2></body>'), 'an h2 is empty'],
  ['tables of layout say so', inHtml(/<table role="presentation"/, '<table'), /neither role nor headings$/],
  [
    'tables of layout say so',
    inHtml('</body>', '<table><tr><th>A</th></tr></table></body>'),
    'a heading of a table has no scope',
  ],
  [
    'what only classic Outlook reads is balanced',
    inHtml('</h1>', '</h1><!--[if mso]><tr><![endif]-->'),
    '<tr> does not balance',
  ],
  [
    'what only classic Outlook reads is balanced',
    inHtml('</h1>', '</h1><!--[if mso]>Only here<![endif]-->'),
    'only classic Outlook shows "Only here"',
  ],
  [
    'what only classic Outlook reads is balanced',
    inHtml('</body>', '<!--[if mso]></body>'),
    'a conditional comment is not closed',
  ],
  [
    'the HTML part holds every fact, or counts the rest',
    inHtml(/not only new tools/, ''),
    /^fact 2-\d+ lacks "The order reaches/,
  ],
  [
    'the HTML part holds every fact, or counts the rest',
    inHtml(/2-[1-4]\d/g, '2-xx'),
    '35 facts are missing, uncounted',
  ],
  [
    'the HTML part holds every fact, or counts the rest',
    inHtml(/href="[^"]*2026-11-16\/index\.html#fact-1-01"/, 'href="https://archive.example/"'),
    /^fact 2-\d+ lacks "https:\/\/archive\.example/,
  ],
  [
    'the HTML part holds every correction, or counts the rest',
    inHtml(/Nothing takes its place/, 'This'),
    'correction 1-04 lacks "Nothing takes its place."',
    'corrected',
  ],
  [
    'the HTML part holds every correction, or counts the rest',
    inHtml(/Nine in ten(?![^<]*<\/(?:title|div))/, 'Most'),
    '1 corrections are missing, uncounted',
    'corrected',
  ],
  [
    'the HTML part holds the days ahead, or counts the rest, and none beyond 90 days',
    inHtml('Comments on the draft rule', 'Comments on the rule'),
    '1 daysAhead are missing, uncounted',
  ],
  [
    'the HTML part holds the days ahead, or counts the rest, and none beyond 90 days',
    inHtml(/Planned(?=[^A-Z]*Applications for clean-room)/, ''),
    /^day 2026-12-01 of 2-\d+ lacks "Planned"/,
  ],
  [
    'the HTML part holds the days ahead, or counts the rest, and none beyond 90 days',
    inHtml('</body>', '<p>Wednesday 31 March 2027: The board reports on the licences (2-01)</p></body>'),
    'day 2027-03-31 of 2-01 is too far ahead',
  ],
  [
    'the HTML part holds every source of what it holds, or counts the rest',
    inHtml(/Licences for etching tools: what the port expects/, ''),
    ['1 sources are missing, uncounted', /^source \w is missing$/],
  ],
  [
    'the HTML part holds every source of what it holds, or counts the rest',
    inHtml('Foreign trade desk', ''),
    /^source \w lacks "Foreign/,
  ],
  [
    'links lead where they say',
    inHtml(/href="https:\/\/port-[^"]*"/, 'href="https://other.example/"'),
    "https://other.example/ is neither ours nor a source's",
  ],
  [
    'links lead where they say',
    inHtml(/href="https:\/\/port-[^"]*"/, 'href="http://10.0.0.1/"'),
    [/is not https$/, /is neither/, /hides where it leads$/],
  ],
  [
    'links lead where they say',
    inHtml(/href="https:\/\/port-[^"]*"/, 'href="https://bit.ly/x"'),
    [/is neither/, /hides where it leads$/],
  ],
  [
    'links lead where they say',
    inHtml(/(href="mailto:[^"]*)"/, 'href="mailto:a@b.example?bcc=c@d.example"'),
    /no plain address$/,
  ],
  [
    'links lead where they say',
    inHtml('>All editions<', '>https://all.example/<'),
    /^"https:\/\/all.example\/" leads to archive/,
  ],
  ['links lead where they say', inHtml('>All editions<', '><'), /has no text$/],
  [
    'a preheader that adds to the subject',
    inHtml(/<div [^>]*display:none[^>]*>[^<]*/, '<div style="display:none">Nothing to add.'),
    'the preheader has 15 columns',
  ],
  [
    'a preheader that adds to the subject',
    inHtml('display:none;', ''),
    'the first text of the body is not hidden',
  ],
  ['a preheader that adds to the subject', inHtml('</div>', '\u200b\u200b</div>'), 'the preheader is padded'],
  [
    'a leave link near the top and one in the foot',
    inHtml(/<a href="https:\/\/links\.example\/leave[^>]*>Unsubscribe<\/a>/, ''),
    'no leave link in the first 10 kB',
  ],
  [
    'a leave link near the top and one in the foot',
    inHtml('</body>', `<p>${'x'.repeat(3000)}</p></body>`),
    'no leave link in the foot',
  ],
  ['the foot of the HTML part', inHtml(/1 Example Street/, ''), /^the foot lacks "Courant, 1/],
  ['the foot of the HTML part', inHtml(/href="mailto:[^"]*"/g, ''), 'no link to report an error by'],
  ['the foot of the HTML part', inHtml(/href="[^"]*subscribe[^"]*"/g, ''), 'no link to the form'],
  [
    'the foot of the HTML part',
    inHtml(/href="[^"]*privacy[^"]*"/g, ''),
    'no link to what is kept of readers',
  ],
  ['the foot of the HTML part', inHtml(/href="[^"]*controls\/index\.html"/g, ''), 'no link to the archive'],
  ['text in another language says so', inHtml(/ lang="zh-Hans"/, ''), /is not marked as zh-Hans$/],
  [
    'text in another language says so',
    inHtml(/ lang="en"(?=[^>]*>“people first)/, ''),
    /^"people first, laboratories .*" is not marked as en$/,
    'chinese',
  ],
];
