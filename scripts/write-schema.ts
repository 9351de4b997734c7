// Writes the JSON Schemas in facts/ anew, after a change of the schemas of what editors write.
import { writeFile } from 'node:fs/promises';
import { jsonSchemas } from '../core/articles/json-schemas.ts';

for (const [name, schema] of Object.entries(jsonSchemas())) {
  const path = new URL(`../facts/${name}`, import.meta.url);
  await writeFile(path, `${JSON.stringify(schema, null, 2)}\n`);
}
