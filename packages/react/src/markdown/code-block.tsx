import { Check, Copy } from 'lucide-react';
import { useCopy } from '../text/use-copy.ts';
import { markdownText } from './text.ts';

/** Code with its language and a button that copies it. */
export function CodeBlock({ language, text }: { language: string | null; text: string }) {
  const [copied, copy] = useCopy();
  return (
    <div className="sotto-code">
      <div className="sotto-code-head">
        <span>{language ?? ''}</span>
        <button type="button" className="sotto-code-copy" onClick={() => copy(text)}>
          {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {copied ? markdownText.copied : markdownText.copyCode}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </div>
  );
}
