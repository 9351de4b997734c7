/** The pages of an installation that belong to no publication, at the root of its web address. */
export interface SiteFiles {
  /** Writes a file unless there is one; what an operator put in its place stays. */
  createOnce(name: SiteFileName, content: string): Promise<void>;
}

/** Names of these files, relative to the root of the address. */
export type SiteFileName = '404.html' | 'robots.txt';

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

/** Search engines may read everything but the pages behind links in mails, each of which is one person's. */
const robots = 'User-agent: *\nDisallow: /leave/\n';

const files: [SiteFileName, string][] = [
  ['404.html', missingPage],
  ['robots.txt', robots],
];

/** Writes the pages of the installation that are missing. */
export async function completeSite(site: SiteFiles): Promise<void> {
  for (const [name, content] of files) await site.createOnce(name, content);
}
