import type { LabelledValue } from '@sotto/client';
import { Check, Copy, type LucideIcon } from 'lucide-react';
import { IconButton } from '../button/icon-button.tsx';
import { useCopy } from '../text/use-copy.ts';
import { oneLine } from './one-line.ts';
import { cardText } from './text.ts';

const valueMax = 300;
const labelMax = 40;

type ContactLinesProps = {
  readonly sign: LucideIcon;
  readonly lines: readonly LabelledValue[];
  /** Where a line leads, when it leads anywhere. */
  readonly hrefOf?: (line: LabelledValue) => string | null;
};

/** Numbers or addresses of one kind, each with a way to take it along. */
export function ContactLines({ sign, lines, hrefOf }: ContactLinesProps) {
  if (lines.length === 0) return null;
  return (
    <ul className="sotto-contact-lines">
      {lines.map((line, index) => (
        // A card never changes; the same number can stand in it twice.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <ContactLine key={index} sign={sign} line={line} href={hrefOf?.(line) ?? null} />
      ))}
    </ul>
  );
}

type ContactLineProps = {
  readonly sign: LucideIcon;
  readonly line: LabelledValue;
  readonly href: string | null;
};

function ContactLine({ sign: Sign, line, href }: ContactLineProps) {
  const [copied, copy] = useCopy();
  const value = oneLine(line.value, valueMax);
  const label = oneLine(line.label, labelMax);
  return (
    <li>
      <Sign aria-hidden="true" />
      <span>
        {href === null ? (
          <bdi>{value}</bdi>
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer">
            <bdi>{value}</bdi>
          </a>
        )}
        {label !== '' && <small>{label}</small>}
      </span>
      <IconButton
        icon={copied ? Check : Copy}
        label={copied ? cardText.copied : cardText.copyValue(value)}
        title={copied ? cardText.copied : cardText.copy}
        onClick={() => copy(value)}
      />
    </li>
  );
}
