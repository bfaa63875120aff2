import { composerText } from './text.ts';
import { noticeFromBytes, textBytes, textBytesMax } from './text-size.ts';

/** Says when a message comes near its largest size, is past it, or could not be queued. */
export function SizeNotice({ text, failed }: { text: string; failed: boolean }) {
  const bytes = textBytes(text);
  const notice = failed
    ? composerText.notSaved
    : bytes > textBytesMax
      ? composerText.tooLong(bytes - textBytesMax)
      : bytes > noticeFromBytes
        ? composerText.nearlyFull(textBytesMax - bytes)
        : '';
  return (
    <div
      className="sotto-composer-notice"
      role="status"
      data-alarm={failed || bytes > textBytesMax || undefined}
    >
      {notice}
    </div>
  );
}
