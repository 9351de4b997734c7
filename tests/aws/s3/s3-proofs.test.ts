import { describe, expect, it } from 'vitest';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { S3ProofMails, S3Proofs } from '../../../aws/s3/s3-proofs.ts';
import type { Proof } from '../../../core/edition/proof/proof.ts';
import type { ProofClaim } from '../../../core/edition/proof/proof-mails.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { UnreadableError } from '../../../core/foundation/stored-json.ts';
import { awsPorts } from '../aws-ports.ts';

const key = { publication: 'weekly', edition: '2026-11-30' };
const aProof = (proof: number): Proof => ({
  ...{ format: 1, ...key, proof, madeAt: '2026-11-27T12:00:00Z' as Instant },
  items: [{ kind: 'fact', fact: 'one.1', sequence: 0 }],
});

async function proofsOnS3() {
  const { clients, resources } = await awsPorts();
  const objects = new S3Objects(clients.s3, resources.ARCHIVE_BUCKET);
  return { objects, proofs: new S3Proofs(objects), mails: new S3ProofMails(objects) };
}

describe('proofs on S3', () => {
  it('are noted once; the last one of an edition counts, also the tenth, and the ten thousandth', async () => {
    const { proofs, objects } = await proofsOnS3();
    expect(await proofs.newest(key)).toBeUndefined();
    for (let proof = 1; proof <= 10; proof += 1) expect(await proofs.write(aProof(proof))).toBe('written');
    expect(await proofs.write({ ...aProof(3), items: [] })).toBe('taken');
    expect(await proofs.newest(key)).toEqual(aProof(10));
    expect((await objects.keys('proofs/'))[0]).toBe('proofs/weekly/2026-11-30/0001.json');
    for (const proof of [9999, 10_000]) await proofs.write(aProof(proof));
    expect(await proofs.newest(key)).toEqual(aProof(10_000));
  });

  it('of other editions, and what else lies there, do not count; one that is damaged is named', async () => {
    const { proofs, objects } = await proofsOnS3();
    await proofs.write({ ...aProof(1), edition: '2026-12-07' });
    await objects.writeOnce('proofs/weekly/2026-11-30/readme.txt', 'x', 'text/plain');
    expect(await proofs.newest(key)).toBeUndefined();
    await objects.writeOnce('proofs/weekly/2026-11-30/0001.json', '{"format":1}', 'text/plain');
    await expect(proofs.newest(key)).rejects.toThrow(UnreadableError);
  });
});

describe('proofs that go out by themselves, on S3', () => {
  const aClaim = (mail: number): ProofClaim => ({
    ...{ format: 1, ...key, mail, claimedAt: '2026-11-29T06:00:00Z' as Instant, filed: 'abc' },
    items: [{ kind: 'fact', fact: 'one.1', sequence: 0 }],
  });

  it('are claimed once, in their order, and answered once; the noted ones lie apart', async () => {
    const { mails, proofs, objects } = await proofsOnS3();
    expect(await mails.of(key)).toEqual([]);
    await proofs.write(aProof(1));
    for (const mail of [1, 2]) expect(await mails.claim(aClaim(mail))).toBe('written');
    expect(await mails.claim({ ...aClaim(1), items: [] })).toBe('taken');
    await mails.claim({ ...aClaim(1), edition: '2026-12-07' });
    const answered = { format: 1, ...key, mail: 1, addresses: 3, accepted: 2 } as const;
    await mails.noteAnswered(answered);
    await mails.noteAnswered({ ...answered, accepted: 0 });
    expect(await mails.of(key)).toEqual([
      { ...aClaim(1), answered },
      { ...aClaim(2), answered: null },
    ]);
    expect(await proofs.newest(key)).toEqual(aProof(1));
    expect(await objects.keys('proofs/weekly/2026-11-30/mail-')).toEqual(
      ['mail-1-answered.json', 'mail-1.json', 'mail-2.json'].map(name => `proofs/weekly/2026-11-30/${name}`),
    );
  });

  it('are named where they are damaged', async () => {
    const { mails, objects } = await proofsOnS3();
    await objects.writeOnce('proofs/weekly/2026-11-30/mail-1.json', '{"format":1}', 'text/plain');
    await expect(mails.of(key)).rejects.toThrow(UnreadableError);
  });
});
