import { type Original, type Piece, pieceList, take, textAt, UnknownFormError, uint32 } from './pieces.ts';

/** Boxes that hold boxes, on the way to what is about the recording rather than in it. */
const containers = new Set(['moov', 'trak', 'mdia', 'moof', 'traf']);
/** Titles, places, devices; extensions of one program or another (XMP among them). */
const metadata = new Set(['udta', 'meta', 'uuid', 'Xtra', 'ID32']);
/** Their first fields are when the recording was made and changed. */
const timed = new Set(['mvhd', 'tkhd', 'mdhd']);
const free = [0x66, 0x72, 0x65, 0x65] as const;
const boxesMax = 200_000;
const movieBytesMax = 256 * 1024 * 1024;
const headerBytes = 8;

type Box = { readonly name: string; readonly at: number; readonly body: number; readonly end: number };

/**
 * An MP4 or QuickTime film, or a sound in that form, without place, device, titles and times. Nothing moves: what goes
 * is overwritten with zeros in its place, because the film says by numbers where its pictures are.
 */
export async function cleanIsoMedia(original: Original): Promise<Piece[]> {
  const list = pieceList();
  let count = 0;
  for (let at = 0; at < original.size; ) {
    if (count++ > boxesMax) throw new UnknownFormError('too many boxes');
    const box = await topBox(original, at);
    if (containers.has(box.name)) {
      if (box.end - box.at > movieBytesMax) throw new UnknownFormError('too large');
      const bytes = await take(original, box.at, box.end - box.at);
      blank(bytes, box.body - box.at, bytes.length);
      list.add({ bytes });
    } else if (metadata.has(box.name)) {
      list.add({ bytes: blanked(await take(original, box.at, box.body - box.at)) });
      addZeros(list, box.end - box.body);
    } else list.add({ from: box.at, to: box.end });
    at = box.end;
  }
  return list.pieces;
}

async function topBox(original: Original, at: number): Promise<Box> {
  const head = await take(original, at, Math.min(16, original.size - at));
  const box = boxAt(head, 0, original.size - at);
  return { name: box.name, at, body: at + box.body, end: at + box.end };
}

/** The box at a place, of which at most `left` bytes can be. */
function boxAt(bytes: Uint8Array, at: number, left: number): Box {
  const short = uint32(bytes, at);
  const name = textAt(bytes, at + 4, 4);
  const large = short === 1;
  const size =
    short === 0 ? left : large ? uint32(bytes, at + 8) * 0x1_0000_0000 + uint32(bytes, at + 12) : short;
  const head = large ? 2 * headerBytes : headerBytes;
  if (size < head || size > left) throw new UnknownFormError('no box');
  return { name, at, body: at + head, end: at + size };
}

/** Overwrites what is metadata among the boxes from `from` to `to`, and those within. */
function blank(bytes: Uint8Array, from: number, to: number): void {
  for (let at = from; at + headerBytes <= to; ) {
    const box = boxAt(bytes, at, to - at);
    if (metadata.has(box.name)) {
      bytes.set(free, at + 4);
      bytes.fill(0, box.body, box.end);
    } else if (timed.has(box.name)) {
      // Version 1 has times of eight bytes, version 0 of four.
      bytes.fill(0, box.body + 4, Math.min(box.end, box.body + (bytes[box.body] === 1 ? 20 : 12)));
    } else if (containers.has(box.name)) blank(bytes, box.body, box.end);
    at = box.end;
  }
}

function blanked(head: Uint8Array): Uint8Array {
  const copy = head.slice();
  copy.set(free, 4);
  return copy;
}

function addZeros(list: ReturnType<typeof pieceList>, length: number): void {
  const zeros = new Uint8Array(Math.min(length, 64 * 1024));
  for (let left = length; left > 0; left -= zeros.length)
    list.add({ bytes: zeros.subarray(0, Math.min(left, zeros.length)) });
}
