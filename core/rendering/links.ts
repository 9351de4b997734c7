import { isLinkable } from '../foundation/web-address.ts';
import { UnsafeLinkError } from './rendering-errors.ts';

/** Attributes that lead somewhere or load something. */
const linkAttribute =
  /[\s"'/](?:href|src|action|formaction|background|poster|srcset|data)\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)/giu;
/** The schemes that we let through, with something behind them; the text is HTML, but a scheme holds nothing to escape. */
const allowed = /^"(?:https:\/\/[^\s"]+|mailto:[^\s"]+)"$/u;

const mailtoAddress = /^mailto:[^\s"]+$/u;

/** Links of a page to a place on itself, and to a place on the page of another edition, which lies beside it or under a former id. */
export const linkOnPage = /^"(?:(?:\.\.\/(?:\.\.\/[a-z0-9-]+\/)?\d{4}-\d{2}-\d{2}\/index\.html)?#[\w-]+)"$/u;

/**
 * Refuses HTML that has a link other than `https:` or `mailto:`. Works on what Handlebars wrote, where a value can hold
 * neither quotation marks nor an equals sign: all attributes found here are the template's own.
 * @param also targets, in their quotation marks, that are fine in this file as well.
 * @throws UnsafeLinkError
 */
export function refuseUnsafeLinks(html: string, template: string, also?: RegExp): string {
  for (const [, target = ''] of html.matchAll(linkAttribute)) {
    if (!allowed.test(target) && !also?.test(target)) throw new UnsafeLinkError(template, target);
  }
  return html;
}

/**
 * Refuses a text part that names an address of another scheme on a line of its own, by the rule that filing goes by too.
 * @throws UnsafeLinkError
 */
export function refuseUnsafeAddresses(urls: readonly (string | null)[], template: string): void {
  for (const url of urls) {
    if (url === null || isLinkable(url) || mailtoAddress.test(url)) continue;
    throw new UnsafeLinkError(template, url);
  }
}

/** A mailto: link; everything but the `@` is encoded, so that no address can add a header of its own. */
export function mailto(address: string, subject: string | null): string {
  const to = encodeURIComponent(address).replaceAll('%40', '@');
  return subject === null
    ? `mailto:${to}`
    : `mailto:${to}?subject=${encodeURIComponent(subject.toWellFormed())}`;
}

/** Links of the pages behind the site to one another, by their paths; what stands in them is encoded. */
export const linkOnSite = /^"\/(?:subscribe|privacy|manage)(?:[/?][^\s"]*)?"$/u;
