import { useMemo } from 'react';
import { encode } from 'uqr';

const quietModules = 2;

type QrCodeProps = { readonly data: string | Uint8Array; readonly label: string };

/** A code to scan, drawn as one path: no image and no markup from a string. */
export function QrCode({ data, label }: QrCodeProps) {
  const { size, path } = useMemo(() => drawn(data), [data]);
  return (
    <svg
      className="sotto-qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <title>{label}</title>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function drawn(data: string | Uint8Array): { size: number; path: string } {
  const input = typeof data === 'string' ? data : Array.from(data);
  const { size, data: modules } = encode(input, { ecc: 'M', border: quietModules });
  let path = '';
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      const from = x;
      while (row[x] === true) x++;
      if (x > from) path += `M${from} ${y}h${x - from}v1H${from}z`;
    }
  }
  return { size, path };
}
