import { land, landColumns, landRows } from './land.ts';

/** All of the land as one path of dots, each in the middle of its cell. Made once, when the first map is drawn. */
export function landDots(): string {
  dots ??= draw();
  return dots;
}

let dots: string | undefined;

function draw(): string {
  const bytes = Uint8Array.from(atob(land), (character) => character.charCodeAt(0));
  let path = '';
  for (let cell = 0; cell < landColumns * landRows; cell++) {
    const byte = bytes[cell >> 3] ?? 0;
    if (((byte >> (7 - (cell & 7))) & 1) === 0) continue;
    path += `M${(cell % landColumns) + 0.5} ${Math.floor(cell / landColumns) + 0.5}h0`;
  }
  return path;
}
