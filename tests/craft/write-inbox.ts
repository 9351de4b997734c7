// Writes docs/inbox.md anew, after a change of subjects or preheaders: npm run inbox. Read each line as a headline before it is committed.
import { writeFile } from 'node:fs/promises';
import { inboxPage } from './inbox-page.ts';

await writeFile(new URL('../../docs/inbox.md', import.meta.url), await inboxPage());
