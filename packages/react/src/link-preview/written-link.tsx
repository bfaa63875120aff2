import { describePasted, type LinkPreview, type Pasted } from '@sotto/client';
import { Link2, Pencil, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { IconButton } from '../button/icon-button.tsx';
import { LinkPreviewCard } from '../message/link-preview-card.tsx';
import { firstLink } from './first-link.ts';
import { LinkPreviewForm } from './link-preview-form.tsx';
import { linkPreviewText } from './text.ts';

type WrittenLinkProps = {
  readonly text: string;
  readonly preview: LinkPreview | null;
  /** What came with the text that was pasted last; looked at once. */
  readonly pasted: Pasted | null;
  readonly onPreview: (preview: LinkPreview | null) => void;
  readonly onPastedRead: () => void;
  /** Back to the text. */
  readonly onDone: () => void;
};

/**
 * What will be said of the first link in a text, before it is sent (REQ-C6). It comes from the clipboard or from
 * the person who writes: nothing is fetched here, and nobody is asked.
 */
export function WrittenLink({ text, preview, pasted, onPreview, onPastedRead, onDone }: WrittenLinkProps) {
  const url = useMemo(() => firstLink(text), [text]);
  const [describing, setDescribing] = useState<string | null>(null);

  useEffect(() => {
    const kept = preview?.url === url ? preview : null;
    const found = kept ?? (pasted === null || url === null ? null : describePasted(pasted, url));
    if (found !== preview) onPreview(found);
    if (pasted !== null) onPastedRead();
  }, [url, preview, pasted, onPreview, onPastedRead]);

  if (url === null) return null;
  const close = () => {
    setDescribing(null);
    onDone();
  };
  if (describing === url) {
    return (
      <LinkPreviewForm
        url={url}
        preview={preview}
        onSave={(next) => {
          onPreview(next);
          close();
        }}
        onCancel={close}
      />
    );
  }
  if (preview === null || preview.url !== url) {
    return (
      <div className="sotto-composer-chips">
        <button type="button" className="sotto-chip" onClick={() => setDescribing(url)}>
          <Link2 aria-hidden="true" />
          {linkPreviewText.describe}
        </button>
      </div>
    );
  }
  return (
    <section className="sotto-written-preview" aria-label={linkPreviewText.shown}>
      <LinkPreviewCard preview={preview} />
      <IconButton icon={Pencil} label={linkPreviewText.change} onClick={() => setDescribing(url)} />
      <IconButton
        icon={X}
        label={linkPreviewText.remove}
        onClick={() => {
          onPreview(null);
          onDone();
        }}
      />
    </section>
  );
}
