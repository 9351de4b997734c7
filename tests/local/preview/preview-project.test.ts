import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { type ProjectFiles, readProject } from '../../../local/preview/files/read-project.ts';
import { previewProject } from '../../../local/preview/preview-project.ts';
import { aProject, article } from './a-project.ts';

const at = '2026-11-25T08:00:00Z' as Instant;

/** The preview of this project's own files, some of them changed first. */
async function previewOf(change: (files: ProjectFiles) => ProjectFiles = files => files) {
  return previewProject(change(await readProject((await aProject()).root)), at);
}

/** With one text replaced in a file of a group. */
function changed(
  group: 'articles' | 'amendments' | 'templates',
  path: string,
  from: string | RegExp,
  to: string,
) {
  return (files: ProjectFiles): ProjectFiles => {
    const text = files[group][path]?.replace(from, to) ?? '';
    expect(text).not.toBe(files[group][path]);
    return { ...files, [group]: { ...files[group], [path]: text } };
  };
}

describe('the preview of a project', () => {
  it('makes the edition that comes next, from every fact, with all its parts and no finding', async () => {
    const { findings, leftOut, editions } = await previewOf();
    expect({ findings, leftOut }).toEqual({ findings: [], leftOut: [] });
    const [edition] = editions;
    expect(edition?.findings).toEqual([]);
    expect(edition?.plan).toMatchObject({ edition: '2026-11-30', window: { to: '2026-11-30T06:00:00Z' } });
    const { html = '', text = '', mime = '', page, archive, leave } = edition?.parts ?? {};
    expect(edition?.figures).toMatchObject({ facts: 30, sources: 1, messageBytes: mime.length });
    // The figures are of what is sent: a reader's key is longer than what stands there for nobody's.
    expect(edition?.figures?.htmlBytes).toBeGreaterThan(Buffer.byteLength(html));
    expect(edition?.figures?.textBytes).toBeGreaterThan(Buffer.byteLength(text));
    for (const made of [html, page, archive]) expect(made).toContain('Monday 30 November 2026');
    expect(leave).toContain('<form');
  });

  it('says of a correction that filing it would be refused', async () => {
    const path = 'facts/corrections/llx-domestic-innovation.20.json';
    const { findings, editions } = await previewOf(changed('amendments', path, '"reason"', '"raeson"'));
    expect(findings.map(({ where }) => where)).toEqual([`${path}: reason`, `${path}: raeson`]);
    expect(editions[0]?.figures?.facts).toBe(30);
  });

  it('is the same whenever it is made of the same files', async () => {
    expect(await previewOf()).toEqual(await previewOf());
  });

  it('is the same of files with byte order marks and CR LF', async () => {
    const { root, read, write } = await aProject();
    for (const path of ['cdk.json', article, 'templates/digest.html.hbs', 'templates/messages/en.json'])
      await write(path, `\ufeff${(await read(path)).replaceAll('\n', '\r\n')}`);
    const { findings, editions } = await previewProject(await readProject(root), at);
    expect({ findings, editions }).toMatchObject({ findings: [], editions: (await previewOf()).editions });
  });

  it('names a template that is not UTF-8, and shows what needs none', async () => {
    const { root } = await aProject();
    await writeFile(join(root, 'templates/digest.html.hbs'), Buffer.from('caf\u00e9', 'latin1'));
    const { findings } = await previewProject(await readProject(root), at);
    expect(findings[0]).toMatchObject({ where: 'templates/digest.html.hbs: line 1, column 4' });
  });

  it('says of a template that asks for an unknown field where, and what there is; the rest is still made', async () => {
    const [edition] = (
      await previewOf(changed('templates', 'archive.html.hbs', '{{heading}}', '{{headline}}'))
    ).editions;
    expect(Object.keys(edition?.parts ?? {}).sort()).toEqual(['html', 'leave', 'mime', 'page', 'text']);
    const [finding] = edition?.findings ?? [];
    expect(finding?.where).toMatch(/^templates\/archive\.html\.hbs:\d+$/);
    expect(finding?.says[0]?.text).toMatch(/no field "headline".*heading/);
    expect(finding?.excerpt.find(line => line.wrong)?.text).toContain('{{headline}}');
  });

  it('says of templates and messages everything at once', async () => {
    const broken = changed('templates', 'digest.text.hbs', '{{/if}}', '{{/iff}}');
    const both = changed('templates', 'messages/en.json', '"inBrief"', '"inBreif"');
    const [edition] = (await previewOf(files => both(broken(files)))).editions;
    expect(edition?.parts).toEqual({});
    expect(edition?.findings.map(({ where }) => where)).toEqual([
      'templates/messages/en.json: words.inBrief',
      'templates/messages/en.json: words.inBreif',
      expect.stringMatching(/^templates\/digest\.text\.hbs:\d+$/),
    ]);
    expect(edition?.findings[1]?.excerpt.find(line => line.wrong)?.text).toContain('"inBreif"');
  });

  it('leaves out an article file with a mistake, names the file, and shows the line of the field', async () => {
    const { findings, leftOut, editions } = await previewOf(
      changed('articles', article, '"kind": "background"', '"kind": "backdrop"'),
    );
    expect(leftOut).toEqual([article]);
    expect(findings.map(({ where }) => where)).toEqual([`${article}: facts[0].kind`]);
    expect(findings[0]?.says.map(({ term }) => term)).toEqual(['expected', 'found', 'to do']);
    expect(findings[0]?.excerpt.find(line => line.wrong)?.text.trim()).toBe('"kind": "backdrop",');
    expect(editions[0]?.figures?.facts).toBe(0);
  });

  it('refuses a topic that no publication has', async () => {
    const { findings } = await previewOf(changed('articles', article, '"talent"', '"talents"'));
    expect(findings[0]?.where).toMatch(/topics\[\d\]$/);
  });

  it('takes the first of two files that share an article id, and names the second', async () => {
    const copy = 'facts/z-copy.json';
    const { findings, leftOut, editions } = await previewOf(files => ({
      ...files,
      articles: { ...files.articles, [copy]: files.articles[article] ?? '' },
    }));
    expect(leftOut).toEqual([copy]);
    expect(findings[0]).toMatchObject({ where: `${copy}: article.id` });
    expect(findings[0]?.says[0]?.text).toContain(article);
    expect(editions[0]?.figures?.facts).toBe(30);
  });

  it('says when the HTML part is over its budget', async () => {
    const padding = `<!--${'x'.repeat(90_000)}-->{{> mail/foot}}`;
    const [edition] = (await previewOf(changed('templates', 'digest.html.hbs', '{{> mail/foot}}', padding)))
      .editions;
    expect(edition?.findings[0]?.says[0]?.text).toContain('at most 90000 bytes');
    expect(edition?.parts.html).toContain('xxx');
  });

  it('says what is wrong with the configuration, by line, and checks the facts all the same', async () => {
    const broken = changed('articles', article, '"kind": "background"', '"kind": "backdrop"');
    const { findings, editions } = await previewOf(files => ({
      ...broken(files),
      configuration: files.configuration?.replace('"language": "en"', '"language": "xx"') ?? null,
    }));
    expect(editions).toEqual([]);
    expect(findings.map(({ where }) => where)).toEqual([
      'cdk.json context.courant: publications[0].language',
      `${article}: facts[0].kind`,
    ]);
    expect(findings[0]?.excerpt.find(line => line.wrong)?.text).toContain('"language": "xx"');
  });
});
