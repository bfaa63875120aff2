import type { ReactionSummary, TimelineMessage } from '@sotto/client';
import { nameList } from '../people/name-list.ts';
import { marksText } from './text.ts';

type ReactionsProps = {
  readonly message: TimelineMessage;
  readonly onReact?: ((message: TimelineMessage, emoji: string) => void) | undefined;
};

/** Below a message: what people think of it. Each says who; a click joins or takes one's own back. */
export function Reactions({ message, onReact }: ReactionsProps) {
  if (message.reactions.length === 0) return null;
  return (
    <ul className="sotto-reactions" aria-label={marksText.reactions}>
      {message.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <button
            type="button"
            tabIndex={-1}
            aria-pressed={reaction.mine}
            title={whoReacted(reaction)}
            disabled={onReact === undefined}
            onClick={() => onReact?.(message, reaction.emoji)}
          >
            <span aria-hidden="true">{reaction.emoji}</span>
            {reaction.people.length > 1 && <span aria-hidden="true">{reaction.people.length}</span>}
            <span className="sotto-visually-hidden">{whoReacted(reaction)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const namedMax = 12;

function whoReacted({ emoji, people }: ReactionSummary): string {
  return marksText.reacted(nameList(people, { max: namedMax }), emoji);
}
