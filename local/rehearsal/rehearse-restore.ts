import type { Publication } from '../../core/publication/configuration.ts';
import type { Plan } from '../../core/publication/plan.ts';
import type { Reader } from '../../core/readers/reader.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { processQueue } from './deployed-function.ts';
import { type DeployedStage, expectEqual, RehearsalError } from './deployed-stage.ts';
import { type TakenMessage, takenMessages } from './mailbox.ts';
import { type Answer, Article, type Operator } from './operator.ts';
import { activeAmong, close, leave, publishAndDeliver } from './rehearse-edition.ts';
import { readerStore, seedReaders } from './seed.ts';

const tables = ['EditionsTable', 'DeliveriesTable', 'ReadersTable'] as const;

/** Tables restored to the moment before an edition of which they know nothing, under the names of their outputs. */
export type RestoredTables = Record<(typeof tables)[number], string>;

/** An edition that everybody was mailed, and who reads on; one of its readers left since, by the link in its mail. */
export type LostEdition = { plan: Plan; mails: TakenMessage[]; left: Reader; stayed: Reader[] };

/** Somebody who follows the runbook's article on restores. */
export class RestoringOperator {
  readonly #operator: Operator;
  readonly #article = new Article('After a restore');
  readonly #readersArticle = new Article('After a restore of the readers');

  constructor(operator: Operator) {
    this.#operator = operator;
  }

  /**
   * The first steps of the article. The emulator restores a table as it is now, whatever time is named: so they are taken before the
   * edition that the restored tables are not to know.
   */
  async restoreTables(stage: DeployedStage): Promise<RestoredTables> {
    console.log(
      'restoring the tables, of which the emulator knows no earlier state: so before the edition …',
    );
    const restored = tables.map(async output => [output, await this.#restore(stage.output(output))] as const);
    return Object.fromEntries(await Promise.all(restored)) as RestoredTables;
  }

  async #restore(table: string): Promise<string> {
    const names = { TABLE: table, TIME: systemClock.now() };
    const steps = ['restore-table-to-point-in-time', 'wait table-exists', 'update-continuous-backups'];
    for (const step of steps) await this.#operator.type(this.#article.command(`aws dynamodb ${step}`, names));
    return `${table}-restored`;
  }

  /** Deploying is typed by whoever holds the project. */
  noteDeployed(): void {
    this.#article.command('npx cdk deploy');
  }

  status(expected: number): Promise<Answer> {
    return this.#operator.type(this.#article.command('npm run courant -- status'), expected);
  }

  /** A word about an edition, as the article has it. */
  decide(words: string, { publication, edition }: Plan, expected: number): Promise<Answer> {
    const line = this.#article.command(`npm run courant -- ${words}`, { EDITION: edition });
    return this.#operator.type(`${line} --publication ${publication}`, expected);
  }

  /** What the article does not tell to type, since it is refused. */
  releaseOnly({ publication, edition }: Plan): Promise<Answer> {
    return this.#operator.type(`npm run courant -- release ${edition} --publication ${publication}`, 2);
  }

  /** The keys of the endings that are kept. */
  async endings(bucket: string, publication: string): Promise<string[]> {
    const names = { 'ARCHIVE-BUCKET': bucket, PUBLICATION: publication };
    const line = this.#readersArticle.command('aws s3api list-objects-v2', names);
    return JSON.parse((await this.#operator.type(`${line} --output json`)).said);
  }

  /** Commands of the article that were not typed, but for those that are for an installation on this machine. */
  untyped(): string[] {
    return this.#article.untyped().filter(command => !command.includes('--local'));
  }
}

/** Subscribes readers, restores the tables, and mails them an edition that the restored ones know nothing of; then one of them leaves. */
export async function restoreBeforeEdition(
  stage: DeployedStage,
  publication: Publication,
  operator: RestoringOperator,
): Promise<{ restored: RestoredTables; lost: LostEdition }> {
  const store = readerStore(stage.output('ReadersTable'));
  const subscribed = await seedReaders(store, publication, ['leaves-first', 'leaves-later', 'stays']);
  const restored = await operator.restoreTables(stage);
  const { plan, mails } = await publishAndDeliver(stage, publication);
  expectEqual('readers who got one mail each', addressesOf(subscribed), recipients(mails));
  const [left, ...stayed] = subscribed as [Reader, ...Reader[]];
  await leave(stage, mailTo(left, mails));
  return { restored, lost: { plan, mails, left, stayed } };
}

/**
 * The rest of the article, by a stack that adopted the restored tables: every edition that they do not know is held, nobody is mailed
 * before the operator's word, one is ended, the other mailed again, and the next one comes.
 * @param older still answers the links in mails of the lost edition, and knows only the tables from before.
 * @param finished an edition that was closed after the restored moment.
 * @throws RehearsalError when it is not so.
 */
export async function rehearseRestore(
  { next, older }: { next: DeployedStage; older: DeployedStage },
  publication: Publication,
  operator: RestoringOperator,
  { lost, finished }: { lost: LostEdition; finished: Plan },
): Promise<void> {
  const { plan, stayed, left } = lost;
  const before = (await takenMessages(next.sesUrl)).length;
  await sweepFinds(next, 2);
  const { said } = await operator.status(1);
  const articles = said.match(/docs\/runbook\.md#after-a-restore\b/g)?.length;
  expectEqual('holds that lead to the article', 2, articles);
  await decide(operator, { plan, finished });
  expectEqual('mails before the word took effect', 0, (await mailsToReaders(next, before)).length);
  await sweepFinds(next, 0);
  await processQueue(next.output('SliceQueueUrl'), next.functions.deliver);
  const again = await mailsToReaders(next, before);
  expectEqual('readers who got it again', addressesOf(stayed), recipients(again));
  console.log(`again      edition ${plan.edition}, to ${recipients(again).join(' and ')}`);
  await sweepFinds(next, 0);
  const endings = await operator.endings(next.output('ArchiveBucket'), publication.id);
  expectEqual('kept endings', [left.id], idsIn(endings));
  await nextEdition({ next, older }, publication, lost);
  await operator.status(0);
  expectEqual('commands of the article that nobody typed', [], operator.untyped());
}

async function decide(
  operator: RestoringOperator,
  { plan, finished }: { plan: Plan; finished: Plan },
): Promise<void> {
  await operator.decide('stop EDITION --yes', finished, 0);
  const refused = await operator.releaseOnly(plan);
  if (!refused.said.includes('--mail-again --yes'))
    throw new RehearsalError('what a plain release says', 'what to type', refused.said);
  await operator.decide('release EDITION --mail-again', plan, 2);
  await operator.decide('release EDITION --mail-again --yes', plan, 0);
}

/** A link in a mail from before leads to the older stack, which writes into the table from before: the next edition heeds it. */
async function nextEdition(
  { next, older }: { next: DeployedStage; older: DeployedStage },
  publication: Publication,
  { plan, mails, stayed }: LostEdition,
): Promise<void> {
  const [leaving, ...others] = stayed as [Reader, ...Reader[]];
  await leave(older, mailTo(leaving, mails));
  const following = await publishAndDeliver(next, publication);
  const { previous, number } = following.plan;
  expectEqual('the edition before, and the number', [plan.edition, plan.number + 1], [previous, number]);
  expectEqual('readers who got one mail each', addressesOf(others), recipients(following.mails));
  const ids = others.map(({ id }) => id);
  expectEqual('readers in the restored table', ids, await activeAmong(next, stayed));
  await close(next, following.plan, others.length);
}

async function sweepFinds({ functions }: DeployedStage, held: number): Promise<void> {
  const found = await functions.sweep.invoke({});
  expectEqual('what a sweep finds', { held, overdue: 0, uncertain: 0, unknown: 0 }, found);
  if (held > 0) console.log(`held       ${held} editions, by the sweep`);
}

/** Without the receipts that the operator gets. */
async function mailsToReaders({ sesUrl }: DeployedStage, after: number): Promise<TakenMessage[]> {
  const taken = (await takenMessages(sesUrl)).slice(after);
  return taken.filter(({ leaveLink }) => leaveLink !== '');
}

function mailTo({ address }: Reader, mails: readonly TakenMessage[]): TakenMessage {
  const mail = mails.find(({ to }) => to === address);
  if (!mail) throw new RehearsalError('mails', `one to ${address}`, recipients(mails));
  return mail;
}

function recipients(mails: readonly TakenMessage[]): string[] {
  return mails.map(({ to }) => to).sort();
}

function addressesOf(readers: readonly Reader[]): string[] {
  return readers.map(({ address }) => address).sort();
}

/** `endings/<publication>/<reader id>/<time>.json` */
function idsIn(keys: readonly string[]): string[] {
  return keys.map(key => key.split('/')[2] ?? '');
}
