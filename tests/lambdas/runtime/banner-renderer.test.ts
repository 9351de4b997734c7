import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { BannerItem } from '../../../core/rendering/pages/banner.ts';
import { bannerRendererOf, readWording } from '../../../lambdas/runtime/rendering.ts';
import { aConfiguration, aPublication } from '../../support/builders/a-publication.ts';

const templates = fileURLToPath(new URL('../../../templates', import.meta.url));
const renderBanner = bannerRendererOf(readWording(templates, aConfiguration()));

const item = (changes: Partial<BannerItem>): BannerItem => ({
  kind: 'correction',
  number: '2-07',
  edition: '2026-11-30',
  editionNumber: 3,
  page: '../2026-11-30/index.html#correction-2-07',
  ...changes,
});

it('the shipped banner leads to each correction, in the order given, also under another id of the publication', () => {
  const pages = [
    '../2026-11-30/index.html#correction-2-07',
    '../../weekly-of-old/2026-12-07/index.html#correction-2-101',
  ];
  const banner = renderBanner(
    pages.map(page => item({ page })),
    aPublication(),
  );
  const links = [...banner.matchAll(/href="([^"]+)"/g)].map(([, link]) => link);
  expect(links.filter(link => link?.includes('#correction-'))).toEqual(pages);
});

it('the shipped banner says in words what was corrected, what was withdrawn, and in which edition', () => {
  const [correction, retraction] = (['correction', 'retraction'] as const).map(kind =>
    renderBanner([item({ kind })], aPublication()),
  );
  for (const banner of [correction, retraction]) {
    expect(banner).toContain('2-07');
    expect(banner).toContain('No. 3');
    expect(banner).toContain('30 November 2026');
  }
  expect(correction).not.toBe(retraction);
  // It brings its own style, as the page may have been sealed by a version with another.
  const words = correction?.replace(/<style>[^<]*<\/style>/, '');
  expect(words).not.toMatch(/[{}]|undefined|<script|<style/);
});
