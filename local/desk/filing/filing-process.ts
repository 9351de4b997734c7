import { basename } from 'node:path';
import { capturesOfFolder } from '../../../cli/facts/captures.ts';
import { fileAll } from '../../../cli/facts/file-all.ts';
import { loadFilings, topicsOf } from '../../../cli/facts/load-filings.ts';
import { nextEditions } from '../../../cli/facts/next-editions.ts';
import type { Installation } from '../../../cli/installation/installation.ts';
import { projectWorld } from '../../../cli/installation/project-world.ts';
import { withInstallation } from '../../../cli/installation/world.ts';
import { articleName } from '../../../core/articles/record-key.ts';
import { readArticleRecord } from '../../../core/filing/filed-article.ts';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { counted } from '../../../core/foundation/counts.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { readJson } from '../../../core/foundation/json-text.ts';
import { readText } from '../../../lambdas/runtime/read-text.ts';
import { describeFailure } from '../../terminal/run-program.ts';
import { ChangedElsewhereError, type FilingAnswer, type FilingTask } from './filing-task.ts';

/*
 * A process of its own: opening the installation of this machine cuts a process off from AWS for good, and a stack may be next. Does what
 * `courant facts add` does, and answers in a message.
 */

async function answerTo({ where, stack, id, article, toFile }: FilingTask): Promise<FilingAnswer> {
  const target = { local: where === 'here', stack };
  if (toFile === null)
    return withInstallation(projectWorld, target, installation => look(installation, id, article));
  const topics = topicsOf(await projectWorld.configuration());
  const filings = await loadFilings([article], await capturesOfFolder(toFile.captures), topics);
  // After it is read: whatever was written since it was looked at is in what was read, or is not filed.
  if (sha256(readText(article)) !== toFile.version) throw new ChangedElsewhereError(basename(article));
  return withInstallation(projectWorld, target, async installation => {
    const filed = await fileAll(installation, filings);
    const said = filed.map(
      ({ result, recordedAt, file: { facts } }) =>
        `${counted(facts.length, 'fact')} filed${result === 'filed' ? '' : ' before'}, at ${recordedAt}.`,
    );
    const filedAt = filed[0]?.recordedAt ?? null;
    return { filedAt, differs: false, failed: false, said: [...said, ...nextEditions(installation, filed)] };
  });
}

async function look({ filing }: Installation, id: string, article: string): Promise<FilingAnswer> {
  const { filedAs } = await filing.look(articleName(id));
  if (filedAs === undefined) return { filedAt: null, differs: false, failed: false, said: [] };
  const record = await readArticleRecord(filing, filedAs);
  const differs = content(readJson(readText(article), article)) !== content(record);
  return { filedAt: record.recordedAt, differs, failed: false, said: [] };
}

/** Of a file that may be half written: the order of its facts means nothing. */
function content(of: unknown): string {
  const { article, facts } = of as { article?: unknown; facts?: unknown };
  const each = (Array.isArray(facts) ? facts : []).map(fact => canonicalJson([fact])).sort();
  return canonicalJson([article ?? null, each]);
}

process.once('message', async (task: FilingTask) => {
  const answer = await answerTo(task).catch(
    (error): FilingAnswer => ({
      filedAt: null,
      differs: false,
      failed: true,
      said: [describeFailure(error).message],
    }),
  );
  process.send?.(answer, () => process.exit(0));
});
