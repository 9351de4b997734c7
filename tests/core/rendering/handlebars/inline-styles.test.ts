import { describe, expect, it } from 'vitest';
import { inlineStyles } from '../../../../core/rendering/handlebars/inline-styles.ts';

describe('inlining', () => {
  it('moves styles into the elements, and keeps what is important so', () => {
    const html = inlineStyles('<style>p{color:#111111 !important;margin:0 4px}</style><p>x</p>');
    expect(html).toBe('<p style="margin:0 4px;color:#111111 !important">x</p>');
  });

  it('leaves the block for dark mode, the comments for Outlook and all entities as they are', () => {
    const kept = '[data-ogsc] p{color:red}@media (prefers-color-scheme:dark){p{color:red !important}}';
    const rest = '<!--[if mso]><table><tr><td><![endif]--><p>a &#x3D; &lt;b&gt; &amp;amp; &quot; 中</p>';
    expect(inlineStyles(`<style data-embed>${kept}</style>${rest}`)).toBe(`<style>${kept}</style>${rest}`);
  });

  it('takes classes away that no kept rule names, and only those', () => {
    const html = inlineStyles(
      '<style>.k{margin:0}</style><style data-embed>.s{color:red}</style><p class="k">a</p><p class="k s">b</p>',
    );
    expect(html).toBe(
      '<style>.s{color:red}</style><p style="margin:0">a</p><p class="s" style="margin:0">b</p>',
    );
  });

  it('does not take a text for a template: what stands between braces is styled', () => {
    const html = inlineStyles('<style>p{margin:0}</style><b>{{</b><p>x</p><b>}} JUICE_CODE_BLOCK_0_</b>');
    expect(html).toBe('<b>{&#x7b;</b><p style="margin:0">x</p><b>}} JUICE_CODE_BLOCK_0_</b>');
  });
});
