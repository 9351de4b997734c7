// Writes the JSON Schemas in facts/ and docs/schemas/ anew, after a change of the schemas of what editors write or archives offer.
import { writeFile } from 'node:fs/promises';
import { archiveSchemas } from '../core/archive/data/json-schemas.ts';
import { jsonSchemas } from '../core/articles/json-schemas.ts';

for (const [folder, schemas] of Object.entries({ facts: jsonSchemas(), 'docs/schemas': archiveSchemas() }))
  for (const [name, schema] of Object.entries(schemas)) {
    const path = new URL(`../${folder}/${name}`, import.meta.url);
    await writeFile(path, `${JSON.stringify(schema, null, 2)}\n`);
  }
