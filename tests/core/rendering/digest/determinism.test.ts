import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { render } from '../shipped-templates.ts';

const program = fileURLToPath(new URL('./print-hash.ts', import.meta.url));
const hash = createHash('sha256')
  .update(JSON.stringify(render(aDigest())))
  .digest('hex');

describe('rendering', () => {
  it.each([
    ['America/Los_Angeles', 'de_DE.UTF-8'],
    ['Pacific/Kiritimati', 'zh_CN.UTF-8'],
    ['UTC', 'C'],
  ])('gives the same bytes in %s under %s', (TZ, LANG) => {
    const environment = { PATH: process.env.PATH, TZ, LANG, LC_ALL: LANG, LANGUAGE: LANG };
    expect(execFileSync(process.execPath, [program], { env: environment, encoding: 'utf8' }).trim()).toBe(
      hash,
    );
  });
});
