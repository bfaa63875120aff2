import { typingText } from './text.ts';

/** Three quiet dots and the words. Keeps its height when nobody types, so that nothing jumps. */
export function TypingIndicator({ name, typing }: { name: string; typing: boolean }) {
  return (
    <div className="sotto-typing" aria-live="polite" data-typing={typing || undefined}>
      {typing && (
        <>
          <span className="sotto-typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span>{typingText.isTyping(name)}</span>
        </>
      )}
    </div>
  );
}
