/** How a reader's device is set. */
export type Colours = 'light' | 'dark';

const styleBlock = /<style\b[^>]*>[\s\S]*?<\/style>/gi;
const preference = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi;
/** Conditions that hold, and do not hold, on a screen of any width. */
const always = '(min-width:0)';
const never = '(max-width:0)';

/**
 * Fixes a document to the colours of a device that is set to light or dark, since a page cannot set that for a frame: what its
 * style blocks ask of the device becomes a condition that holds or does not, and its colour scheme the one. Anything else keeps
 * its bytes, also a fact that tells of style sheets.
 */
export function fixColours(html: string, colours: Colours): string {
  return html
    .replace(styleBlock, block =>
      block
        .replace(preference, (_, asked: string) => (asked.toLowerCase() === colours ? always : never))
        .replace(
          /(?<![-\w])(color-scheme\s*:\s*)(?:light\s+dark|dark\s+light)\b/gi,
          (_, name) => name + colours,
        ),
    )
    .replace(/(<meta name="color-scheme" content=")[^"]*"/gi, (_, start: string) => `${start}${colours}"`);
}

/** Without its style blocks, as some mail programs show a message: what stands in the elements themselves stays. */
export function withoutStyleBlocks(html: string): string {
  return html.replace(styleBlock, '');
}

/** Lets links that lead away open beside the preview instead of inside it. */
export function openLinksBeside(html: string): string {
  return html.replace(
    /<a (?=[^>]*\bhref="(?:https|mailto):)/g,
    '<a target="_blank" rel="noopener noreferrer" ',
  );
}
