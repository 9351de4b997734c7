import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Filing } from '../../../local/desk/filing/filing.ts';
import { serveDesk } from '../../../local/desk/serve-desk.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

const project = resolve(import.meta.dirname, '..', '..', '..');

/** The text of an article that nobody wrote. */
export const pasted = `New licences for chip tools

On 20 November 2026 the Ministry of Commerce announced that every lithography machine needs an export licence from 1 December 2026.
“No machine leaves the country without one”, Minister Wang Example said in Harbour City. Shares of three makers of machines fell by 4 percent
on the same day. Analysts expect that the rule will reach etching tools next year.
`;

/** Files nothing and knows of nothing that is filed. */
export const noFiling: Filing = {
  look: async () => ({ filedAt: null, differs: false, failed: false, said: [] }),
  file: async () => ({ filedAt: null, differs: false, failed: true, said: ['Nothing is filed here.'] }),
};

/** A project without any article, which goes when the test ends. */
export async function anEmptyProject(): Promise<string> {
  const root = await emptyDirectory();
  for (const name of ['cdk.json', 'templates'])
    await cp(join(project, name), join(root, name), { recursive: true });
  return root;
}

/** The desk of a project, on a free port unless one is given. */
export async function aDesk(
  root: string,
  { port = 0, filing = noFiling }: { port?: number; filing?: Filing } = {},
) {
  const now = () => '2026-11-30T08:00:00Z' as Instant;
  return serveDesk({ root, directory: join(root, '.courant'), port, now, filing });
}
