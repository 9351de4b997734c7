// Writes facts/article.schema.json anew, after a change of the schema of article files.
import { writeFile } from 'node:fs/promises';
import { articleJsonSchema } from '../lambdas/core/facts/article-json-schema.ts';

const path = new URL('../facts/article.schema.json', import.meta.url);
await writeFile(path, `${JSON.stringify(articleJsonSchema(), null, 2)}\n`);
