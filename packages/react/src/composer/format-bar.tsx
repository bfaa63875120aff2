import { Bold, Code, Italic, List, Quote, Strikethrough } from 'lucide-react';
import { IconButton } from '../button/icon-button.tsx';
import type { Format } from './formats.ts';
import { composerText } from './text.ts';

const signs = {
  bold: Bold,
  italic: Italic,
  strike: Strikethrough,
  code: Code,
  quote: Quote,
  list: List,
} as const;
const order: readonly Format[] = ['bold', 'italic', 'strike', 'code', 'quote', 'list'];

/** Buttons for those who do not know the signs. */
export function FormatBar({ onFormat }: { onFormat: (format: Format) => void }) {
  return (
    <div className="sotto-format-bar" role="toolbar" aria-label={composerText.formatting}>
      {order.map((format) => {
        const Sign = signs[format];
        return (
          <IconButton
            icon={Sign}
            key={format}
            label={composerText.formats[format]}
            // The selection in the text must survive the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onFormat(format)}
          />
        );
      })}
    </div>
  );
}
