import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { archiveView, renderArchivePage } from '../../lambdas/core/rendering/archive-page.ts';
import { messages, sources, templates } from '../core/rendering/shipped-templates.ts';
import { aDigest } from '../support/a-digest.ts';
import { aListedEdition } from '../support/a-listed-edition.ts';

const readme = readFileSync(fileURLToPath(new URL('../../templates/README.md', import.meta.url)), 'utf8');
const section = readme.slice(readme.indexOf('## Fields of the archive page'));
const { publication } = aDigest();
const input = { publication, editions: [aListedEdition()], feeds: true, templates, messages };
const view = archiveView(input, renderArchivePage(input).entries);

it('the list of fields names every field of the archive page', () => {
  const fields = fieldsOf({ ...view, words: 'named as a group' });
  expect(fields).toContain('years[].editions[].headline');
  for (const field of fields) expect(section).toContain(`\`${field}\``);
});

it('the archive page uses every word that the messages offer it', () => {
  for (const name of Object.keys(view.words))
    expect(sources['archive.html.hbs']).toContain(`{{words.${name}}}`);
});

/** Every path of a view; `[]` stands for each element of a list. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.slice(0, 1).flatMap(inner => fieldsOf(inner, `${path}[]`));
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    fieldsOf(inner, path === '' ? key : `${path}.${key}`),
  );
}
