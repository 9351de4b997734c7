import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const colours = 256;

/**
 * A picture as a browser takes it, with at most 256 colours, a byte a pixel instead of three: text on a plain ground loses nothing
 * that can be seen, and half of its size. The most frequent colours stay as they are; each other one becomes the nearest of them.
 *
 * @param png eight bits a channel, without interlacing, with or without an alpha channel (which is dropped).
 */
export function withPalette(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const palette = frequent(pixels);
  const index = new Map(palette.map((colour, at) => [colour, at]));
  const rows = Buffer.alloc((width + 1) * height);
  for (const [at, colour] of pixels.entries()) {
    let near = index.get(colour);
    if (near === undefined) {
      near = nearest(colour, palette);
      index.set(colour, near);
    }
    rows[at + Math.floor(at / width) + 1] = near;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const entries = Buffer.from(palette.flatMap(colour => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', entries),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Pixels row by row, a number each: red, green and blue in eight bits. */
export function decode(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, type, , , interlaced] = png.subarray(24, 29);
  if (depth !== 8 || (type !== 2 && type !== 6) || interlaced !== 0)
    throw new Error('not a picture as a browser takes it');
  const channels = type === 6 ? 4 : 3;
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
  }
  const bytes = unfilter(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const pixels = Uint32Array.from({ length: width * height }, (_, pixel) =>
    bytes.readUIntBE(pixel * channels, 3),
  );
  return { width, height, pixels };
}

/** Undoes what PNG does to rows so that they deflate better: each byte is the difference to a guess from its neighbours. */
function unfilter(rows: Buffer, length: number, height: number, channels: number): Buffer {
  const bytes = Buffer.alloc(length * height);
  for (let row = 0; row < height; row += 1) {
    const guess = guesses[rows[row * (length + 1)] ?? 0] ?? guesses[0];
    for (let column = 0; column < length; column += 1) {
      const at = row * length + column;
      const before = column < channels ? 0 : channels;
      const left = before && bytes[at - before];
      const up = row && bytes[at - length];
      const corner = row && before && bytes[at - length - before];
      bytes[at] = (rows[at + row + 1] ?? 0) + guess(left ?? 0, up ?? 0, corner ?? 0);
    }
  }
  return bytes;
}

type Guess = (left: number, up: number, corner: number) => number;

/** By the number that each row begins with. */
const guesses: [Guess, ...Guess[]] = [
  () => 0,
  left => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [left, up, corner].map(value => Math.abs(estimate - value)) as [number, number, number];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function frequent(pixels: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || a - b)
    .slice(0, colours)
    .map(([colour]) => colour);
}

function nearest(colour: number, palette: readonly number[]): number {
  const distance = (other: number) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((colour >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0);
  const distances = palette.map(distance);
  return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
