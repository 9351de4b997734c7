import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Widths in CSS pixels: a small phone, a phone, the column itself, a desktop. */
export const widths = [320, 375, 600, 1200] as const;

/** Rules of axe that a mail cannot keep: the page around it, of which it becomes a part, has the landmarks. */
export const rulesOfPages = ['region', 'landmark-one-main'];

/**
 * What axe finds: violations, and texts whose contrast it could not tell.
 * @param rules all of its rules but those that are left out, or one alone: what depends on colours does, the rest goes by
 *   the document, which is the same in every colour scheme.
 */
export async function accessFindings(
  page: Page,
  rules: { without: readonly string[] } | { only: 'color-contrast' },
): Promise<string[]> {
  const options: axe.RunOptions =
    'only' in rules
      ? { runOnly: { type: 'rule', values: [rules.only] } }
      : { rules: Object.fromEntries(rules.without.map(rule => [rule, { enabled: false }])) };
  await page.evaluate(axe.source);
  const { violations, incomplete } = await page.evaluate<axe.AxeResults>(
    `axe.run(${JSON.stringify({ ...options, resultTypes: ['violations', 'incomplete'] })})`,
  );
  const unsure = incomplete.filter(({ id }) => id === 'color-contrast');
  return [...violations, ...unsure].flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''}`.trim()),
  );
}

/*
 * What runs in the page is text, not functions: types of a browser's globals would hold for the whole project, in which
 * nothing else runs in a browser.
 */

/** What is wider than the window. */
export function overflowFindings(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')]
      .filter(element => element.getBoundingClientRect().right > clientWidth + 0.5)
      .map(({ tagName, textContent }) => tagName + ' "' + textContent.trim().slice(0, 30) + '"');
    return [scrollWidth + ' px in a window of ' + clientWidth + ': ' + wide.at(-1)];
  })()`);
}

/** The width of the widest paragraph or heading, in CSS pixels. */
export function widestText(page: Page): Promise<number> {
  return page.evaluate(
    `Math.max(...[...document.querySelectorAll('h1, h2, p')].map(element => element.getBoundingClientRect().width))`,
  );
}

/** Links and buttons less than 24 px high that stand alone: in a sentence, WCAG 2.2 lets them be as high as its lines. */
export function targetFindings(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('a[href], button')].flatMap(link => {
    const block = link.closest('p, li, td, dd, dt, h1, h2, h3, div, form') ?? link;
    const around = block.textContent.replace(link.textContent, '').replace(/[\\s·]/g, '');
    const { height } = link.getBoundingClientRect();
    return around === '' && height < 24 ? ['"' + link.textContent.slice(0, 30) + '" is ' + height + ' px high'] : [];
  })`);
}
