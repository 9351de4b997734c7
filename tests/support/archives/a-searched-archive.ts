import { createServer } from 'node:http';
import type { Fact } from '../../../core/articles/article-file.ts';
import { plusHours } from '../../../core/foundation/instant.ts';
import { pagePolicies } from '../../../infra/constructs/site/archive-headers.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { archiveRenderersOf, rendererOf } from '../../../lambdas/runtime/rendering.ts';
import { readWording } from '../../../lambdas/runtime/wording.ts';
import { aPress } from '../builders/a-press.ts';
import { aPublication } from '../builders/a-publication.ts';
import { aCorrection, aRetraction } from '../builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../builders/an-article.ts';
import { editionOf, week } from '../documents/archive-lists.ts';
import { exampleConfiguration, templateDirectory } from '../editions/example.ts';

const links = { subscriptions: 'https://links.example', archive: 'https://archive.example' };
const wording = readWording(templateDirectory, exampleConfiguration);

/** A quarter of a year lies between editions, so that a dozen fill three years; names as `editionOf` has them. */
const weekOf = (n: number) => 1 + 13 * (n - 1);

/** The name of the nth edition. */
export const quarterly = (n: number) => editionOf(weekOf(n));

/** An archive of several years, with all its pages, and what was filed for it. */
export type SearchedArchive = {
  /** Path below `archive/` ▸ content. */
  files: Map<string, string>;
  /** Every fact that was filed, as it was filed. */
  filed: Fact[];
};

/**
 * An archive of so many editions, a quarter of a year apart, under two ids: `old` for the first three, then `weekly`. Its facts speak of Shenzhen in English,
 * in Chinese, in both, by name of an entity alone, or not at all; some were corrected, withdrawn or updated.
 */
export async function aSearchedArchive(editions: number, language = 'en'): Promise<SearchedArchive> {
  const press = aPress();
  const filed: Fact[] = [];
  const context = {
    ...press.context(),
    ...{ links, render: rendererOf(wording) },
    ...archiveRenderersOf(wording),
  };
  for (let n = 1; n <= editions; n += 1) {
    const at = plusHours(week(weekOf(n)), -90);
    const facts = factsOf(n);
    filed.push(...facts);
    await press.record(aRecord(at, anArticleFile(`article-${n}`, facts)).record);
    if (n % 3 === 0)
      await press.record(
        aCorrection(plusHours(at, 1), `article-${n - 1}.1`, { statement: bothWords(n) }).record,
      );
    if (n % 4 === 0) await press.record(aRetraction(plusHours(at, 2), `article-${n - 2}.2`).record);
    const id = n <= 3 ? { id: 'old' } : { id: 'weekly', formerly: 'old' };
    await publishEdition(context, aPublication({ ...id, language }), week(weekOf(n)));
  }
  return { files: new Map([...press.archive.files, ...press.archive.lists]), filed };
}

const bothWords = (n: number) => ({
  en: `Shenzhen pays for course ${n}.`,
  'zh-Hans': `深圳为课程${n}付费。`,
});

/** Years after the last edition. */
const dayAhead = (n: number, what: string) => ({
  dates: [
    {
      date: `2035-${String(n).padStart(2, '0')}-01`,
      what: {
        en: `The ${what} of ${n} takes effect`,
        'zh-Hans': `第${n}号${what === 'order' ? '令' : '通知'}生效`,
      },
    },
  ],
});

function factsOf(n: number): Fact[] {
  const fact = (number: number, changes: Partial<Fact>) => aFact(`article-${n}`, number, changes);
  return [
    fact(1, { statement: bothWords(n), entities: ['Shenzhen', '深圳'] }),
    fact(2, { statement: { 'zh-Hans': `深圳市第${n}号通知。` }, ...dayAhead(n, 'notice') }),
    fact(3, { statement: { en: `The city rents room ${n}.` }, entities: ['Shenzhen'] }),
    fact(4, {
      ...{ kind: 'measure', status: n % 2 === 0 ? 'suspended' : 'in force' },
      statement: { en: `Order ${n} stands in SHENZHEN.` },
      ...(n > 1 && { follows: `article-${n - 1}.4` }),
      ...dayAhead(n, 'order'),
    }),
    fact(5, { statement: { en: `Shanghai opens port ${n}.` }, quote: `port ${n}` }),
  ];
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** Serves an archive on loopback, with the policies that CloudFront says. @returns its address, and what ends it */
export async function serveArchive({ files }: SearchedArchive): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const content = files.get(pathname.replace(/^\/archive\//, ''));
    const policy = pathname.endsWith('/all/search.html') ? pagePolicies.search : pagePolicies.archive;
    response.writeHead(content === undefined ? 404 : 200, {
      'content-type': types[pathname.slice(pathname.lastIndexOf('.') + 1)] ?? 'text/plain; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
    });
    response.end(content);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/archive/`, close: () => server.close() };
}
