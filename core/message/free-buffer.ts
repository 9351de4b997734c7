/**
 * Gives the memory of a reader's copy back as soon as nobody needs it, and leaves the copy empty. Left to the garbage
 * collector, a copy a reader makes it search the whole heap every few hundred readers, which costs several times what
 * filling in does; and what is gone cannot be mistaken for another reader's.
 *
 * @param copy what `fillIn` made. It must not be on its way anywhere. Memory that it shares with others is not touched.
 */
export function freeBuffer({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
