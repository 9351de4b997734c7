import { type Proof, type Proofs, proofSchema } from '../../core/edition/proof/proof.ts';
import {
  type ProofAnswered,
  type ProofClaim,
  type ProofMail,
  type ProofMails,
  proofAnsweredSchema,
  proofClaimSchema,
} from '../../core/edition/proof/proof-mails.ts';
import { canonicalJson } from '../../core/foundation/canonical-json.ts';
import { readStored } from '../../core/foundation/stored-json.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { S3Objects } from './s3-objects.ts';

const json = 'application/json; charset=utf-8';

/**
 * What proofs told, in the archive bucket beside what is public: `proofs/<publication>/<edition>/0001.json` and so on, each written once.
 * The policy of the bucket, which later versions have to live with, lets nothing there be written over.
 */
export class S3Proofs implements Proofs {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async newest(edition: EditionKey): Promise<Proof | undefined> {
    const folder = folderOf(edition);
    const names = await this.#objects.keys(folder);
    // By its name's length first: there may be more than four digits can count.
    const key = names
      .filter(name => /^\d{4,}\.json$/.test(name.slice(folder.length)))
      .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
      .at(-1);
    const content = key === undefined ? undefined : await this.#objects.read(key);
    return content === undefined ? undefined : readStored(proofSchema, content, key ?? '');
  }

  async write(proof: Proof): Promise<'written' | 'taken'> {
    const key = `${folderOf(proof)}${String(proof.proof).padStart(4, '0')}.json`;
    return this.#objects.writeOnce(key, canonicalJson(proof), json);
  }
}

/**
 * The proofs that go out by themselves, beside those: `proofs/<publication>/<edition>/mail-1.json` is the claim of the first mail,
 * `mail-1-answered.json` what SES answered; both are written once.
 */
export class S3ProofMails implements ProofMails {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async of(edition: EditionKey): Promise<ProofMail[]> {
    const keys = await this.#objects.keys(`${folderOf(edition)}mail-`);
    const claims = keys.filter(key => /\/mail-\d\.json$/.test(key));
    return Promise.all(
      claims.map(async key => {
        const claim = readStored(proofClaimSchema, (await this.#objects.read(key)) ?? '', key);
        return { ...claim, answered: await this.#answered(answeredKey(claim), keys) };
      }),
    );
  }

  async claim(claim: ProofClaim): Promise<'written' | 'taken'> {
    return this.#objects.writeOnce(`${mailKey(claim)}.json`, canonicalJson(claim), json);
  }

  async noteAnswered(answered: ProofAnswered): Promise<void> {
    await this.#objects.writeOnce(answeredKey(answered), canonicalJson(answered), json);
  }

  async #answered(key: string, keys: readonly string[]): Promise<ProofAnswered | null> {
    if (!keys.includes(key)) return null;
    return readStored(proofAnsweredSchema, (await this.#objects.read(key)) ?? '', key);
  }
}

type Numbered = EditionKey & { mail: number };

function mailKey({ mail, ...edition }: Numbered): string {
  return `${folderOf(edition)}mail-${mail}`;
}

function answeredKey(mail: Numbered): string {
  return `${mailKey(mail)}-answered.json`;
}

function folderOf({ publication, edition }: EditionKey): string {
  return `proofs/${publication}/${edition}/`;
}
