import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTemplates } from '../../lambdas/runtime/read-text.ts';
import { messages, sources } from '../core/rendering/shipped-templates.ts';

const scratch = mkdtempSync(join(tmpdir(), 'templates-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('reading templates', () => {
  it('takes templates and messages by their path, and nothing else', () => {
    mkdirSync(join(scratch, 'partials', 'mail'), { recursive: true });
    writeFileSync(join(scratch, 'partials', 'mail', 'a.hbs'), 'é');
    writeFileSync(join(scratch, 'x.html.hbs'), 'x');
    writeFileSync(join(scratch, 'README.md'), 'no');
    expect(readTemplates(scratch)).toEqual({ 'partials/mail/a.hbs': 'é', 'x.html.hbs': 'x' });
  });
});

describe('the templates that ship', () => {
  it('never print a value unescaped', () => {
    for (const [path, source] of Object.entries(sources)) {
      if (path.endsWith('.hbs')) expect(source, path).not.toMatch(/\{\{\{|\{\{&|noEscape/);
    }
  });

  it('hold no words of their own: all wording is in the messages', () => {
    for (const [path, source] of Object.entries(sources)) {
      if (!path.endsWith('.hbs') || path.endsWith('style.hbs')) continue;
      const bare = source.replace(/<!--[\s\S]*?-->|\{\{[^}]*\}\}|<[^>]*>|&nbsp;/g, ' ');
      expect(bare.match(/\p{L}{2,}/gu), path).toBeNull();
    }
  });

  it('use every word that the messages offer', () => {
    const all = Object.values(sources).join('\n');
    for (const name of Object.keys(messages.words)) expect(all).toContain(`words.${name}}}`);
  });
});
