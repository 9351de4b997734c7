import { inHtml } from './break.ts';
import type { Sample } from './sample.ts';

/** Messages that are styled wrongly in one way. */
export const styleSamples: Sample[] = [
  [
    'bars and indents on cells, where classic Outlook shows them',
    inHtml(/<p style="/, '<p style="border-left:3px solid #cfc6b6;'),
    '<p> has border-left',
  ],
  [
    'inline styles that every client knows or may drop',
    inHtml(/<h1 style="/, '<h1 style="position:relative;'),
    '<h1> has position: relative',
  ],
  [
    'inline styles that every client knows or may drop',
    inHtml(/<h1 style="/, '<h1 style="width:calc(1px);'),
    '<h1> has width: calc(1px)',
  ],
  [
    'inline styles that every client knows or may drop',
    inHtml(/<h1 style="/, '<h1 style="display:flex;'),
    /flex$/,
  ],
  [
    'a small style block in the head',
    inHtml('@media (max-width', `.x{color:${'#'.repeat(8000)}}@media (max-width`),
    /^style blocks have/,
  ],
  [
    'a small style block in the head',
    inHtml('</body>', '<style>.x{color:red}</style></body>'),
    'a style block stands outside the head',
  ],
  [
    'a small style block in the head',
    inHtml('@media (max-width', '.x{background-image:url(https://a.example/)}@media (max-width'),
    'a style block loads something',
  ],
  [
    'a small style block in the head',
    inHtml('@media (max-width:480px){', '@media (max-width:480px){@media print{a{color:red}}'),
    /^the style block holds something other/,
  ],
  [
    'dark mode for everything that has a colour',
    inHtml(/prefers-color-scheme:dark/, 'max-width:1px'),
    'there are no colours for the dark',
  ],
  [
    'dark mode for everything that has a colour',
    inHtml('</h1>', '</h1><span style="color:#000000">Black</span>'),
    'the colour of span stays in the dark',
  ],
  [
    'dark mode for everything that has a colour',
    inHtml('</h1>', '</h1><div class="x" style="background-color:#ffffff"></div>'),
    'the background of div.x stays in the dark',
  ],
  [
    'dark mode also where Outlook renames the colours',
    inHtml('prefers-color-scheme:dark){', 'prefers-color-scheme:dark){.x{color:#fff !important}'),
    'color of .x: #fff in the dark, undefined with [data-ogsc]',
  ],
  [
    'dark mode also where Outlook renames the colours',
    inHtml('@media (max-width', '[data-ogsb] .x{background-color:#000}@media (max-width'),
    'background-color of .x: undefined in the dark, #000 with [data-ogsb]',
  ],
  [
    'text that can be read',
    inHtml('</h1>', '</h1><p style="font-size:12px">Small</p>'),
    'there is text of 12px',
  ],
  ['text that can be read', inHtml('</h1>', '</h1><p style="font-size:0">None</p>'), 'there is text of 0'],
  [
    'fonts for Chinese',
    inHtml('</h1>', '</h1><p style="font-family:Georgia,serif">A</p>'),
    'no Chinese font in Georgia,serif',
  ],
  [
    'a column of 600 px that gives way',
    inHtml(/max-width:600px/g, 'max-width:100%'),
    'nothing is 600 px wide at most',
  ],
  ['a column of 600 px that gives way', inHtml('<h1', '<h1 width="640"'), 'something is wider than 600 px'],
];
