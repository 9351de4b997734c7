import { escapeXml } from '../../../core/archive/feeds/feed-formats.ts';
import type { Manifest } from '../../../core/edition/manifest.ts';
import { notKeptFile } from '../../../core/verification/seen/not-kept.ts';
import type { Part } from '../../../core/verification/seen/part.ts';

/** What the first page of an export tells. */
export type ExportIndex = {
  publication: { id: string; title: string; language: string };
  part: Part;
  editions: readonly { manifest: Manifest; sha256: string }[];
  /** Whether the table of facts, and what is not public, is in it. */
  csv: boolean;
  private: boolean;
  /** Whether there are texts of articles that were never kept. */
  hasNotKept: boolean;
};

const style =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}' +
  'th,td{text-align:start;vertical-align:top;padding:.25rem 1rem .25rem 0}td:first-of-type+td,time{white-space:nowrap}code{overflow-wrap:anywhere}' +
  'h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem}dd{margin:0 0 .5rem 1rem}td code{display:block;font-size:.8rem}' +
  ':root{color-scheme:light dark}';

/** The first page of an export: its editions, what lies where, and how to verify it. */
export function exportIndex({
  publication,
  part,
  editions,
  csv,
  private: isPrivate,
  hasNotKept,
}: ExportIndex): string {
  const { id } = publication;
  const title = escapeXml(publication.title);
  const range =
    part.first === part.last
      ? `the edition of ${part.first}`
      : `the editions from ${part.first} to ${part.last}`;
  const lying = [
    ['archive/', 'the editions, as page, text, mail and data (digest.json), and the months they lie in'],
    ['sealed/', 'the same as it was sealed, an edition a file: what the others are verified by'],
    ...(csv ? [['facts.csv', 'every fact, a line each, with what has become of it']] : []),
    ...(isPrivate
      ? [
          [
            'log/, captures/, receipts/, taken-down/',
            'not for the public: the records that the editions were made from, the texts of the articles as they were read, the counts of deliveries, and what was taken down, if anything was',
          ],
        ]
      : []),
    ...(hasNotKept
      ? [[notKeptFile, 'which texts of articles are not in it, because they were never kept']]
      : []),
    ['copy.json', 'which editions this is: without it a verification would miss the others'],
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}: ${range}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1><span lang="${escapeXml(publication.language)}">${title}</span>: ${range.replaceAll(/\d{4}-\d\d-\d\d/g, '<time>$&</time>')}</h1>
<table>
<thead><tr><th scope="col">No.</th><th scope="col">Edition</th><th scope="col">Subject, and the SHA-256 of its manifest</th></tr></thead>
<tbody>
${editions.map(edition => editionRow(publication, edition)).join('\n')}
</tbody>
</table>
<h2>What lies where</h2>
<dl>
${lying.map(([where = '', what = '']) => `<dt><code>${escapeXml(where)}</code></dt><dd>${escapeXml(what)}</dd>`).join('\n')}
</dl>
<h2>To verify it</h2>
<p>Unpack it, and with Courant, which needs no account for it, run:</p>
<p><code>npx courant archive verify --dir FOLDER --publication ${escapeXml(id)}</code></p>
<p>This shows that the editions here fit together. That they are those that were published, the SHA-256 of the last manifest shows:
it stands in the foot of the next edition’s mail, and in the list editions.json of the public archive.
The document docs/verify.md of Courant says how to do it with curl, sha256sum and jq alone.</p>
</main>
</body>
</html>
`;
}

function editionRow(
  { id, language }: ExportIndex['publication'],
  { manifest, sha256 }: ExportIndex['editions'][number],
): string {
  const { edition, number, subject } = manifest;
  const page = `archive/${escapeXml(id)}/${edition}/index.html`;
  return `<tr><td>${number}</td><td><a href="${page}">${edition}</a></td><td><span lang="${escapeXml(language)}">${escapeXml(subject)}</span> <code>${sha256}</code></td></tr>`;
}
