import type { StoredRecord } from '../../../core/articles/fact-log.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import {
  archiveRendererOf,
  feedsRendererOf,
  fillsRendererOf,
  rendererOf,
} from '../../../lambdas/runtime/rendering.ts';
import { readWording } from '../../../lambdas/runtime/wording.ts';
import { aPress } from '../builders/a-press.ts';
import { aPublication } from '../builders/a-publication.ts';
import { contextOf, week } from '../documents/archive-lists.ts';
import { exampleConfiguration, templateDirectory } from '../editions/example.ts';

const wording = readWording(templateDirectory, exampleConfiguration);

/** An archive in words, with the templates that ship with the project; each list of records comes before the edition of its place. */
export async function toldArchive(weeks: readonly StoredRecord[][], changes: object = {}) {
  const press = aPress();
  const publication = aPublication(changes);
  const words = {
    render: rendererOf(wording),
    renderArchive: archiveRendererOf(wording),
    renderFeeds: feedsRendererOf(wording),
    renderFills: fillsRendererOf(wording),
  };
  const publish = async (n: number, records: readonly StoredRecord[]) => {
    for (const { record } of records) await press.record(record);
    await publishEdition({ ...contextOf(press), ...words }, publication, week(n));
  };
  for (const [index, records] of weeks.entries()) await publish(index + 1, records);
  return { press, publication, publish };
}
