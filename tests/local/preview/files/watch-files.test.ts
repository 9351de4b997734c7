import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { UnwatchableProjectError, watchProject } from '../../../../local/preview/files/watch-files.ts';
import { aProject, article } from '../a-project.ts';

const watchers: Disposable[] = [];
afterEach(() => {
  for (const watcher of watchers.splice(0)) watcher[Symbol.dispose]();
});

/** A project that is watched. `noticed` does something, and ends when the watcher has told of it. */
async function aWatchedProject() {
  const project = await aProject();
  let tell = () => {};
  watchers.push(watchProject(project.root, () => tell()));
  const noticed = async (act: () => Promise<unknown>) => {
    const next = new Promise<void>(resolve => {
      tell = resolve;
    });
    await act();
    await next;
  };
  return { ...project, noticed };
}

describe('watchProject', () => {
  it.each([article, 'facts/new.json', 'templates/partials/mail/foot.hbs', 'cdk.json'])(
    'tells when %s is written, and again',
    async path => {
      const { root, noticed } = await aWatchedProject();
      await noticed(() => writeFile(join(root, path), '{}'));
      await noticed(() => writeFile(join(root, path), '{ }'));
    },
  );

  it('survives a file that is replaced by another, as editor programs do, and its deletion', async () => {
    const { root, noticed, write } = await aWatchedProject();
    const path = 'templates/page.html.hbs';
    for (const text of ['1', '2', '3']) {
      await noticed(() => write(path, text));
    }
    await noticed(() => rm(join(root, path)));
    await noticed(() => write(path, '4'));
  });

  it('tells of files in a folder that is new', async () => {
    const { noticed, write } = await aWatchedProject();
    await noticed(() => write('templates/partials/new/deep.hbs', '1'));
    await noticed(() => write('templates/partials/new/deep.hbs', '2'));
  });

  it.each(['facts', 'templates'])(
    'survives %s going and coming back, as on a change of branch',
    async folder => {
      const { root, noticed, write } = await aWatchedProject();
      await noticed(() => rm(join(root, folder), { recursive: true }));
      await noticed(() => write(`${folder}/a.json`, '1'));
      await noticed(() => write(`${folder}/a.json`, '2'));
    },
  );

  it('says so when there is nothing to watch', async () => {
    const { root } = await aProject();
    expect(() => watchProject(join(root, 'missing'), () => {})).toThrow(UnwatchableProjectError);
  });
});
