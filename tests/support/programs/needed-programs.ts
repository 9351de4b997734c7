import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';

/** A program that some tests need and npm does not bring: where it is, if it is there, and the Debian package that has it. */
export type NeededProgram = { name: string; debian: string; path: () => string | undefined };

/** Chromium, in which messages and pages are looked at. */
export const chromium: NeededProgram = {
  name: 'chromium',
  debian: 'chromium',
  path: () => onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']),
};

/** Fonts without which Chinese is drawn as boxes, whose widths say nothing. */
export const chineseFonts: NeededProgram = {
  name: 'Chinese fonts',
  debian: 'fonts-noto-cjk',
  path: () => {
    const list = onPath(['fc-list']);
    const fonts = list ? execFileSync(list, [':lang=zh-cn', 'file'], { encoding: 'utf8' }).trim() : '';
    return fonts.split('\n')[0] || undefined;
  },
};

/** SpamAssassin, asked without the network. */
export const spamassassin: NeededProgram = {
  name: 'SpamAssassin',
  debian: 'spamassassin',
  path: () => onPath(['spamassassin']),
};

/** The command line of AWS, of whatever version. */
export const awscli: NeededProgram = {
  name: 'aws',
  debian: 'awscli',
  path: () => onPath(['aws']),
};

/** What the recipe of docs/verify.md needs: nothing but these. */
export const recipePrograms: readonly NeededProgram[] = ['curl', 'jq', 'sha256sum', 'bash'].map(name => ({
  name,
  debian: name === 'sha256sum' ? 'coreutils' : name,
  path: () => onPath([name]),
}));

/** Where a program is that `describeWith` found. @throws when it is not there */
export function pathOf(program: NeededProgram): string {
  const path = program.path();
  if (path === undefined) throw new Error(`${program.name} is missing`);
  return path;
}

/**
 * Describes tests that need programs. Where one is missing they are skipped, and their name says why; with COURANT_REQUIRE_TOOLS=1
 * they fail and say what to install, so that a machine that checks every change cannot pass over them.
 */
export function describeWith(programs: readonly NeededProgram[], name: string, tests: () => void): void {
  const missing = programs.filter(({ path }) => path() === undefined);
  if (missing.length === 0) {
    describe(name, tests);
    return;
  }
  const names = missing.map(program => program.name).join(' and ');
  const install = `apt-get install -y --no-install-recommends ${missing.map(({ debian }) => debian).join(' ')}`;
  if (process.env.COURANT_REQUIRE_TOOLS !== '1') {
    describe.skip(`${name} (skipped: ${names} not found; ${install})`, tests);
    return;
  }
  describe(name, () => {
    it(`has ${names}`, () => {
      throw new Error(
        `expected ${names}, found none, and COURANT_REQUIRE_TOOLS=1 asks for these tests. Run: ${install}`,
      );
    });
  });
}

function onPath(names: readonly string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return folders
    .filter(Boolean)
    .flatMap(folder => names.map(name => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
