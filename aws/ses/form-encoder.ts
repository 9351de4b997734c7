/** Bytes of a block: a multiple of three, so that a block is encoded the same wherever it stands in whole groups of base64. */
const blockSize = 1_536;

type Block = { bytes: Buffer; encoded: Buffer };

/**
 * Encodes messages as a form field: base64 in which `+`, `/` and `=` are escaped. The copies of an edition differ in a few places
 * only, so the encoder does not encode a block again that has the same bytes as an earlier one. Reuse depends only on the bytes: the
 * result is always the encoding of the given message.
 *
 * The encoder counts blocks from the end, since the To header, near the beginning, moves all that follows it. How the bytes
 * fall into groups of three depends on the length of the message, so there are three sets of blocks.
 */
export class FormEncoder {
  readonly #known: Block[][] = [[], [], []];

  /** The encoded message, in pieces that belong together in their order. They must not be changed. */
  encode(message: Buffer): Buffer[] {
    const rest = message.length % 3;
    const known = this.#known[rest] ?? [];
    const blocks: Block[] = [];
    let reused = 0;
    let end = message.length - rest;
    for (; end >= blockSize; end -= blockSize) {
      const before = known[blocks.length];
      const same =
        before !== undefined && message.compare(before.bytes, 0, blockSize, end - blockSize, end) === 0;
      blocks.push(same ? before : encodedBlock(message.subarray(end - blockSize, end)));
      if (same) reused += 1;
    }
    // Another edition, or the first message.
    if (reused < blocks.length / 2) this.#known[rest] = blocks;
    const pieces = blocks.toReversed().map(({ encoded }) => encoded);
    return [inForm(message.subarray(0, end)), ...pieces, inForm(message.subarray(message.length - rest))];
  }
}

/** Keeps bytes of its own: the message's memory is freed when the mailer has answered. */
function encodedBlock(bytes: Buffer): Block {
  return { bytes: Buffer.from(bytes), encoded: inForm(bytes) };
}

function inForm(bytes: Buffer): Buffer {
  const text = bytes.toString('base64');
  return Buffer.from(text.replaceAll('+', '%2B').replaceAll('/', '%2F').replaceAll('=', '%3D'), 'latin1');
}
