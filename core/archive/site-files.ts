import { isKept, writeSitemapIndex } from './sitemap.ts';

/** The pages of an installation that belong to no publication, at the root of its web address. */
export interface SiteFiles {
  /** Writes a file unless there is one; what an operator put in its place stays. */
  createOnce(name: SiteFileName, content: string): Promise<void>;
  /** Writes a file, also over one of ours that says something else; what an operator put in its place stays. */
  keep(name: SiteFileName, content: string, isOurs: (stored: string) => boolean): Promise<void>;
}

/** Names of these files, relative to the root of the address. */
export type SiteFileName = '404.html' | 'robots.txt' | 'favicon.ico' | 'sitemap.xml';

/** Whoever follows a dead link may read either language, and nothing tells which. No script, nothing from elsewhere. */
const missingPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Not found · 找不到页面</title>
<style>
:root { color-scheme: light dark }
body { max-width: 36em; margin: 15vh auto; padding: 0 1em; font: 1.1em/1.6 system-ui, sans-serif }
h1 { margin-bottom: 0; font-size: 1.3em }
</style>
</head>
<body>
<main>
<h1>There is nothing at this address</h1>
<p>The link may be incomplete or mistyped. A new edition can take some minutes to appear here.</p>
<div lang="zh-Hans">
<h1>此地址没有内容</h1>
<p>链接可能不完整或有误。新一期内容可能需要几分钟才会在此出现。</p>
</div>
</main>
</body>
</html>
`;

/** Lines of a page. Browsers ask for this name of themselves, and take an SVG by its type. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1f4e79"/><path d="M4 5h8M4 8h8M4 11h5" stroke="#fff" stroke-width="1.5"/></svg>
`;

/** Search engines may read everything but the pages behind links in mails, each of which is one person's. */
const robots = 'User-agent: *\nDisallow: /leave/\n';
const robotsOfOurs = /^User-agent: \*\nDisallow: \/leave\/\n(?:Sitemap: \S+\n)?$/;

/** What search engines are told of. */
export type SiteContent = {
  /** Where the archive is served, without a slash at the end; null where it is private. */
  archive: string | null;
  /** Ids of publications that have editions. */
  publications: readonly string[];
};

/** Writes the pages of the installation that are missing, and brings up to date what leads search engines to the publications. */
export async function completeSite(site: SiteFiles, { archive, publications }: SiteContent): Promise<void> {
  await site.createOnce('404.html', missingPage);
  await site.createOnce('favicon.ico', icon);
  if (archive === null || publications.length === 0) {
    await site.createOnce('robots.txt', robots);
    return;
  }
  await site.keep('sitemap.xml', writeSitemapIndex(archive, publications), isKept);
  const leading = `${robots}Sitemap: ${archive}/sitemap.xml\n`;
  await site.keep('robots.txt', leading, stored => robotsOfOurs.test(stored));
}
