import { createHash } from 'node:crypto';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { render } from '../shipped-templates.ts';

/** Run as a program under another time zone and language: prints the hash of all that the fixture renders to. */
console.log(
  createHash('sha256')
    .update(JSON.stringify(render(aDigest())))
    .digest('hex'),
);
