import { describe, expect, it } from 'vitest';
import { type LeaveState, renderLeavePage } from '../../../../core/rendering/pages/leave-page.ts';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { tagsOf, visibleWords } from '../digest/html-tags.ts';
import { messages, templates } from '../shipped-templates.ts';

const page = (state: LeaveState, publication = aDigest().publication) =>
  renderLeavePage({ state, publication, templates, messages });

describe('the page behind the leave link', () => {
  it('asks first, with a button that posts to its own address', () => {
    const tags = tagsOf(page('ask'));
    const form = tags.filter(({ name }) => name === 'form');
    expect(form).toEqual([{ name: 'form', attributes: { method: 'post' } }]);
    expect(tags.find(({ name }) => name === 'input')?.attributes).toEqual({
      type: 'hidden',
      name: 'List-Unsubscribe',
      value: 'One-Click',
    });
    expect(visibleWords(page('ask'))).toContain('Leave China Tech & Controls? Press the button');
  });

  it('has no button once it is done, or when the link is nobody’s', () => {
    for (const state of ['left', 'unknown'] as const) expect(page(state)).not.toMatch(/<form|<button/);
    expect(visibleWords(page('left'))).toContain('You have left China Tech & Controls');
    expect(visibleWords(page('unknown'))).toContain('We do not know this link');
  });

  it('names whom to write to, runs nothing and tells no other site where it was', () => {
    for (const state of ['ask', 'left', 'unknown'] as const) {
      expect(page(state)).toContain('href="mailto:editors@news.example"');
      expect(page(state)).toContain('<meta name="referrer" content="same-origin">');
      expect(page(state)).not.toMatch(/<script|src=|url\(/);
    }
  });

  it('escapes the title', () => {
    const html = page('ask', { ...aDigest().publication, title: '<script>x</script>' });
    expect(html).not.toContain('<script>');
    expect(visibleWords(html)).toContain('Leave <script>x</script>?');
  });
});
