import { describe, expect, it } from 'vitest';
import { sources } from '../core/rendering/shipped-templates.ts';

const style = sources['partials/mail/style.hbs'] ?? '';
const split = style.indexOf('@media (prefers-color-scheme:dark)');
const values = (css: string, property: string) => [
  ...new Set(
    [...css.matchAll(new RegExp(`[{;]${property}:(#[0-9a-f]{6})`, 'g'))].map(match => match[1] ?? ''),
  ),
];

describe('every colour of text can be read on every background of the message', () => {
  it.each([
    ['light', style.slice(0, split)],
    ['dark', style.slice(split)],
  ])('in the %s scheme (WCAG AA)', (_, css) => {
    const texts = values(css, 'color');
    const grounds = values(css, 'background-color');
    expect(texts.length).toBeGreaterThan(4);
    expect(grounds.length).toBeGreaterThan(3);
    for (const text of texts) {
      for (const ground of grounds)
        expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** Contrast ratio of two colours, by WCAG 2. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
