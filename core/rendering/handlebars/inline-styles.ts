import juice from 'juice';

/** A class that no kept rule names does nothing any more, and a hundred facts pay for it. */
const classAttribute = / class="([^"]*)"/gu;
const keptStyle = /<style[^>]*>([\s\S]*?)<\/style>/gu;

/** Juice writes `color: #111; margin: 0` with spaces that a hundred facts pay for. */
const styleAttribute = / style="([^"]*)"/gu;

/**
 * Moves the styles of a rendered message into its elements, because many mail programs ignore `<style>`. What stands in a
 * `<style data-embed>` stays there as well: media queries and dark mode cannot be inlined. Done after rendering, as an
 * inliner would take the templates' blocks apart; so what looks like a block now is a fact's own text, and juice, which passes
 * over such blocks with all elements in them, must not see it.
 */
export function inlineStyles(html: string): string {
  const inlined = juice(html.replaceAll('{{', '{&#x7b;'), {
    preserveImportant: true,
    applyWidthAttributes: false,
  }).replace(
    styleAttribute,
    (_, style: string) => ` style="${style.replace(/([:;]) /gu, '$1').replace(/;$/u, '')}"`,
  );
  return withoutIdleClasses(inlined);
}

function withoutIdleClasses(html: string): string {
  const kept = [...html.matchAll(keptStyle)].map(([, css = '']) => css).join('\n');
  const named = new Set([...kept.matchAll(/\.([a-z][\w-]*)/giu)].map(([, name]) => name));
  return html.replace(classAttribute, (_, names: string) => {
    const busy = names.split(' ').filter(name => named.has(name));
    return busy.length === 0 ? '' : ` class="${busy.join(' ')}"`;
  });
}
