import { monthFiles, yearFiles, yearOf } from '../edition/months/month-state.ts';
import { escapeXml } from './feeds/feed-formats.ts';

/** By this line a site map is known as one that Courant keeps; one without it is an operator's own. */
const mark = '<!-- Kept by Courant. -->';
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/**
 * Writes what search engines are to know of a publication: its front, its days ahead, what its years put right, its months, whose pages lead to all of their editions, and the newest editions.
 * @param home the page of all editions. @param months @param editions names, newest first
 */
export function writeSitemap(home: string, months: readonly string[], editions: readonly string[]): string {
  const years = [...new Set(months.map(yearOf))];
  const paths = [
    'all/dates.html',
    ...years.map(year => yearFiles(year).page),
    ...months.map(month => monthFiles(month).page),
    ...editions.map(edition => `${edition}/index.html`),
  ];
  return written('urlset', 'url', [home, ...paths.map(path => new URL(path, home).href)]);
}

/** Writes the index of the site maps of publications. @param archive where the archive is served, without a slash at the end */
export function writeSitemapIndex(archive: string, publications: readonly string[]): string {
  const maps = publications.map(id => `${archive}/archive/${id}/sitemap.xml`);
  return written('sitemapindex', 'sitemap', maps);
}

/** Whether an index of site maps is one that Courant keeps. */
export function isKept(sitemap: string): boolean {
  return sitemap.includes(mark);
}

function written(root: string, element: string, addresses: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    mark,
    `<${root} xmlns="${namespace}">`,
    ...addresses.map(address => `<${element}><loc>${escapeXml(address)}</loc></${element}>`),
    `</${root}>`,
    '',
  ].join('\n');
}
