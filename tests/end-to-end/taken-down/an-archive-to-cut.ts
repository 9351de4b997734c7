import { S3Client } from '@aws-sdk/client-s3';
import { simpleParser } from 'mailparser';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { courantProgram } from '../../../cli/commands/courant-program.ts';
import { openOnThisMachine } from '../../../cli/installation/open-on-this-machine.ts';
import { run } from '../../../cli/program/run.ts';
import type { Fact } from '../../../core/articles/fact.ts';
import { amendFact } from '../../../core/filing/amend-fact.ts';
import { fileArticle } from '../../../core/filing/file-article.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { readProjectConfiguration } from '../../../infra/inputs/config.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';
import { acceptingAll, acceptingAllOn } from '../../support/filing/accepting-all.ts';

/** The publications of cdk.json: the same facts in English and in Chinese. */
export const publications = ['china-tech-controls', 'china-tech-controls-zh'] as const;

/** The nth edition's time, on a Monday. */
export const timeOf = (n: number) => plusHours('2036-01-07T06:00:00Z' as Instant, (n - 1) * 168);
/** The nth edition's date. */
export const editionOf = (n: number) => timeOf(n).slice(0, '2036-01-07'.length);

/** The names of files that are sealed, and served until their words are taken down. */
export const sealedNames = ['digest.html', 'digest.json', 'digest.txt', 'manifest.json', 'message.eml'];

/** What each field of the fact says that is to go: a word that stands nowhere else, so that a leak names its field. */
export const secrets = {
  statement: 'Quillfeather',
  short: 'Shortfeather',
  quote: 'Quotefeather',
  why: 'Whyfeather',
  day: 'Dayfeather',
  entity: 'Entityfeather',
  who: 'Whofeather',
  instrument: 'Instrumentfeather',
  corrected: 'Correctedfeather',
  reason: 'Reasonfeather',
  title: 'Titlefeather',
  chinese: '羽毛笔',
} as const;

/** The fact that is to go: the only one of its article. */
export const fact = 'bribe.1';

/** The fact with all that a fact can say, in words of its own for each. */
export function theFact(): Fact {
  const { statement, short, quote, why, day, entity, who, instrument, chinese } = secrets;
  return aFact('bribe', 1, {
    statement: { en: `Deputy minister ${statement} took a bribe`, 'zh-Hans': `副部长${chinese}收受贿赂` },
    short: { en: `${short} took a bribe`, 'zh-Hans': `${chinese}受贿` },
    quote: `I am ${quote}`,
    why: { remark: { en: `Editors know ${why}`, 'zh-Hans': `编者认识${chinese}` }, by: 'Ed' },
    ...{ kind: 'measure', status: 'final', instrument: `Order ${instrument}`, importance: 3 },
    attribution: { who: `Ministry of ${who}`, how: 'named' },
    entities: [`${entity} Ltd`],
    dates: [{ date: '2036-09-01', what: { en: `Trial of ${day}`, 'zh-Hans': `${chinese}出庭` } }],
  });
}

/** A fact that stays, in both languages. */
export const anotherFact = (id: string, changes: Partial<Fact> = {}) =>
  aFact(id, 1, { statement: { en: `Statement of ${id}`, 'zh-Hans': `${id}的陈述` }, ...changes });

/** What is in a file that a person or a program would read there. */
async function wordsIn(key: string, content: string): Promise<string> {
  // As a calendar folds its lines, and as mail is encoded.
  if (key.endsWith('.ics')) return content.replaceAll('\r\n ', '');
  if (!key.endsWith('.eml')) return `${content}\n${content.replaceAll(/<[^>]*>|[\u00ad\u200b]/g, '')}`;
  const { subject, text, html } = await simpleParser(content);
  return [content, subject, text, html].join('\n');
}

/** Which files hold words that are to be gone, each with the fields whose words they are. */
export async function leaksIn(files: ReadonlyMap<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (const [key, content] of files) {
    const words = await wordsIn(key, content);
    const fields = Object.entries(secrets).flatMap(([field, word]) => (words.includes(word) ? [field] : []));
    if (fields.length > 0) found.push(`${key}: ${fields.join(', ')}`);
  }
  return found;
}

/** The production functions and the command on the embedded cloud, in a folder. */
export async function anArchiveToCut(folder: string) {
  const installation = await openOnThisMachine(folder);
  const { filing, clock } = installation;
  const s3 = new S3Client();
  const objects = new S3Objects(s3, process.env.ARCHIVE_BUCKET ?? '');
  return {
    installation,
    objects,
    async file(id: string, facts: Fact[], title = `Title of ${id}`) {
      const text = `${id}: words 1. "I am ${secrets.quote}", he said.`;
      const capture = { sha256: sha256(text), characters: text.length };
      await fileArticle(
        { filing, clock },
        acceptingAll(anArticleFile(id, facts, { title, capture }), text),
        text,
      );
    },
    amend: async (input: Parameters<typeof amendFact>[1]) =>
      amendFact({ filing, clock }, await acceptingAllOn(filing, input)),
    /** Publishes and delivers the nth edition of each publication. */
    async publish(n: number) {
      for (const publication of publications)
        await installation.publish({ publication, scheduledTime: timeOf(n) });
    },
    /** Runs a line of the command; what it prints is one line. */
    async courant(...words: string[]) {
      const lines: string[] = [];
      const code = await run([...words, '--local'], courantProgram, {
        print: line => void lines.push(line),
        printError: line => void lines.push(line),
        ...{ columns: undefined, errorColumns: undefined, styled: false },
        configuration: async () => readProjectConfiguration(),
        open: async () => ({ ...installation, close: async () => {} }),
      });
      return { code, text: lines.join('\n').replaceAll(/\s+/g, ' ') };
    },
    /** Whether an object carries the tag by which the bucket's policy denies it to CloudFront. */
    isTagged,
    /** All that CloudFront may have: what lies under the folders that it serves, without the tag. */
    async served(): Promise<Map<string, string>> {
      const found = new Map<string, string>();
      for (const prefix of ['archive/', 'site/'])
        for (const key of await objects.keys(prefix))
          if (!(await isTagged(key))) found.set(key, (await objects.read(key)) ?? '');
      return found;
    },
    async close() {
      s3.destroy();
      await installation.close();
    },
  };

  async function isTagged(key: string): Promise<boolean> {
    return ((await objects.tags(key)) ?? []).some(({ Key }) => Key === 'taken-down');
  }
}
