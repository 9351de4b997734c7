import { crc32 } from 'node:zlib';

type Table = BigUint64Array;

/** A table for a reflected CRC of up to 64 bits. */
function tableOf(polynomial: bigint): Table {
  return BigUint64Array.from({ length: 256 }, (_, index) => {
    let value = BigInt(index);
    for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    return value;
  });
}

function reflectedCrc(table: Table, ones: bigint, content: Uint8Array): bigint {
  let value = ones;
  for (const byte of content) value = (value >> 8n) ^ (table[Number((value ^ BigInt(byte)) & 0xffn)] ?? 0n);
  return value ^ ones;
}

const castagnoli = tableOf(0x82f63b78n);
const nvme = tableOf(0x9a6c9329ac4bc9b5n);

/** CRC-32 as zip has it, four bytes, the highest first. */
export function crc32Of(content: Uint8Array): Buffer {
  return bigEndian(BigInt(crc32(content)), 4);
}

/** CRC-32C (Castagnoli), four bytes, the highest first. */
export function crc32cOf(content: Uint8Array): Buffer {
  return bigEndian(reflectedCrc(castagnoli, 0xffffffffn, content), 4);
}

/** CRC-64/NVME, eight bytes, the highest first. */
export function crc64nvmeOf(content: Uint8Array): Buffer {
  return bigEndian(reflectedCrc(nvme, 0xffffffffffffffffn, content), 8);
}

function bigEndian(value: bigint, bytes: number): Buffer {
  return Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex');
}
