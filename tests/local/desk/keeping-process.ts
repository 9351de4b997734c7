import { openArticleStore } from '../../../local/desk/article-store.ts';

/** Keeps one version of an article after the other, and tells of each when it is kept, until it is killed. */
const [, , drafts = '', facts = ''] = process.argv;
const store = openArticleStore({ drafts, facts });
let { version } = await store.open('long');
for (let number = 1; ; number += 1) {
  version = await store.keep('long', version, { facts: [], number, words: 'word '.repeat(20_000) });
  process.send?.(number);
}
