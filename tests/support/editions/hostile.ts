import type { ArticleFile } from '../../../core/articles/article-file.ts';
import { type Captured, type Claim, captured } from './captured.ts';

/** Looks like the marker of a reader's place: 54 hexadecimal digits. What an edition's own marker is, nobody can know while writing. */
export const likeMarker = '0f3a9c41d27be85664c1f0a9b7e2d3580f3a9c41d27be85664c1f0';

/** What filing takes, because it is text like other text, and what would do harm wherever it is not taken as text. */
const accepted = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '</p></td></table></div></body></html><h1>Forged</h1>',
  '" onmouseover="alert(1)" style="position:fixed',
  '<!--[if mso]><b>Outlook only</b><![endif]--> --> </style>',
  '{{words.leave}} {{{title}}} {{> mail/foot}} {{x}} {{',
  '}} {{!-- undefined NaN [object Object] null',
  'JUICE_CODE_BLOCK_0_ <%= x %> $& $1 $` {who} {title}',
  '&lt;b&gt; &amp;nbsp; &#x202e; =3D =0D=0A',
  '1-09 [In force] A: Bcc: all@mail.example',
  `https://links.example/leave/weekly/${likeMarker}`,
  '=?UTF-8?Q?forged?= --=_boundary javascript:alert(1)',
  'x'.repeat(400),
  '很'.repeat(400),
  'שלום <b>עולם</b> 123 (abc)',
  '👩‍🚀👩🏽‍💻 e\u0301 𝒬 \u200b\u00ad',
];

/** What filing refuses, by name. A log written by an earlier version, or by hand, may hold it all the same. */
export const refusedByFiling: Record<string, string> = {
  'a line break': 'one\r\nBcc: all@mail.example\r\n\r\ntwo',
  'a lone line feed': 'one\n1-09 [In force]\n  two',
  'a direction override': 'one \u202egnitset\u202c two',
  'an isolate that is not closed': 'one \u2067two',
  'a line separator': 'one\u2028two\u2029three',
  'a control character': 'one\u0000\u001b[31m\u0085two',
  'half of a pair': 'one\ud800two',
  'white space at an end': ' one ',
  'nothing to be seen': '\u3164',
};

/** Links that filing refuses; an edition with one of them is not built at all. */
export const refusedLinks = [
  'javascript:alert(1)',
  'http://plain.example/',
  'data:text/html,<script>alert(1)</script>',
  '//other.example/',
  'https://user:secret@other.example/',
  'https://other.example/a b',
  'https://other.example/"onclick="x',
];

const kinds = ['event', 'plan', 'statement', 'expectation', 'opinion', 'background'] as const;

function claimOf(text: string, index: number): Claim {
  const short = Array.from(text).slice(0, 60).join('').trim();
  const language = /^[\u0590-\u05ff]/.test(text) ? 'he' : 'en';
  const words = { [language]: text };
  const name = { [language]: short };
  return {
    statement: words,
    kind: kinds[index % kinds.length] ?? 'event',
    attribution: { who: name, how: index % 2 === 0 ? 'named' : 'unnamed' },
    evidence: 'words',
    instrument: name,
    citation: short,
    occurred: { date: '2026-11', basis: 'inferred', because: words },
    primarySource: `https://register.example/?q=${index}&lang=%27%22%3E{{x}}#a`,
    topics: ['controls', 'strategy', 'industry'].slice(index % 3, (index % 3) + 1),
    entities: [short],
    importance: index < 4 ? 3 : 1,
    why: { remark: words, by: short },
    // Words for the diary are as hostile as any.
    dates: [{ date: '2026-12-10', what: name }],
  };
}

/** An article of which every text is an attack that filing takes; the evidence is beside the point, and quoted from no capture. */
export const hostileArticle: Captured = captured('hostile', accepted.map(claimOf), {
  title: '<script>alert(1)</script> {{title}} "quoted" & \'more\'',
  publisher: '</dd><b>{{publisher}}</b>',
  author: '" onclick="alert(1)',
  url: 'https://hostile.example/?a=1&b=%27%3Cscript%3E&c={{x}}',
  note: '<style>*{display:none}</style> {{{note}}} &nbsp;',
});

/** An article whose title looks like the address of somebody else: as the text of a link it would lie about where it leads. */
export const lookalikeArticle: Captured = captured('lookalike', [claimOf('A bank has a page.', 0)], {
  title: 'https://bank.example/login',
  publisher: 'www.bank.example',
  url: 'https://hostile.example/collect',
});

/** Articles of which every text is one that filing refuses. */
export const refusedArticles: ArticleFile[] = Object.values(refusedByFiling).map((text, index) => {
  const { file } = captured(`refused-${index + 1}`, [claimOf(text, index)], {
    title: text,
    publisher: text,
    author: text,
    note: text,
  });
  return file;
});
