import { toInstant } from '../../core/foundation/instant.ts';
import { composeReceipt } from '../../core/sweep/receipt-mail/compose-receipt.ts';
import type { OperatorNews } from '../../core/sweep/receipt-mail/news.ts';
import { templates } from '../core/rendering/shipped-templates.ts';
import { aReceipt, theNews } from '../support/archives/a-receipt.ts';
import { anEmptyDigest } from '../support/builders/a-digest.ts';
import { aReader } from '../support/builders/a-reader.ts';
import { exampleConfiguration } from '../support/editions/example.ts';
import { type Message, readMessage } from './message.ts';

const site = 'https://digest.example';
const operator = 'operator@news.example';
const uncertainReaders = [1, 2, 3, 4, 5, 6].map(n => aReader(n).id);
const troubled = aReceipt({ accepted: 4304, uncertain: 6, uncertainReaders });
const due = toInstant('2026-11-30T06:00:00Z');

/** What receipts may have to say, each with the publication that it is of: the first is in English, the second in Chinese. */
const told: Record<string, { news: OperatorNews; of?: 0 | 1; archive?: null; runbook?: string }> = {
  'all went well': {
    news: theNews({}, aReceipt({ rejected: {}, accepted: 4312, later: { delivered: 4312 } })),
  },
  'two were refused': { news: theNews() },
  'with links to the runbook': {
    news: theNews(),
    runbook: 'https://git.news.example/courant/docs/runbook.md',
  },
  'much needs somebody': {
    news: theNews(
      {
        undecided: [{ edition: '2026-11-09', uncertain: 2 }],
        held: [
          { edition: '2026-11-20', tablesLost: false },
          { edition: '2026-11-19', tablesLost: true },
        ],
        missing: [
          { edition: '2026-11-30', due, late: true },
          { edition: '2026-12-07', due, late: false },
        ],
        damaged: [
          { key: 'archive/china-tech-controls/2026-11-16/manifest.json', found: 'nothing', mended: true },
        ],
        unknown: ['earlier editions', 'what is due next'],
        next: null,
      },
      troubled,
    ),
  },
  'counted again': {
    news: theNews({ before: troubled }, aReceipt({ receipt: 2, accepted: 4310, uncertain: 0 })),
  },
  'of millions': {
    news: theNews(
      { earlier: [1, 2, 3, 4].map(n => ({ edition: `2026-11-0${n}`, receipt: millions(), damaged: false })) },
      millions(),
    ),
  },
  'in Chinese, and private': {
    news: theNews({}, aReceipt({ subject: '美国暂停关联方规则至2026年11月' })),
    of: 1,
    archive: null,
  },
  'the tables are lost': {
    news: theNews({}, aReceipt({ audience: 0, accepted: 0, rejected: {}, tablesLost: 'ledger: restored' })),
  },
};

function millions() {
  return aReceipt({ audience: 1_234_567, accepted: 1_234_565, later: { delivered: 1_234_500 } });
}

/** Names of the receipts' mails that are looked at. */
export const everyReceipt = Object.keys(told);

/** Writes a receipt's mail as the sweep does, and takes it apart. */
export async function receiptNamed(name: string): Promise<Message> {
  const { news, of = 0, archive = site, runbook } = told[name] ?? {};
  const publication = exampleConfiguration.publications[of];
  if (!news || !publication) throw new Error(`no receipt is named ${name}`);
  const writing = { templates, links: { subscriptions: site, archive }, local: false, runbook };
  const raw = await composeReceipt(writing, publication, news, operator);
  const links = { leave: site, web: null, archive: null, subscribe: site, privacy: site };
  const read = await readMessage(raw, {
    ...{ name, archive: 'private', publication: { ...publication, language: 'en' }, digest: anEmptyDigest() },
    ...{ subject: '', reader: { ...aReader(1), address: operator }, links, message: Buffer.alloc(0) },
    ...{ archived: '', pagesBefore: [], page: '', list: '' },
  });
  return { ...read, edition: { ...read.edition, subject: read.mail.subject ?? '' } };
}
