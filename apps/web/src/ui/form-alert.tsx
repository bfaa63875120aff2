import { CircleAlert } from 'lucide-react';

/** Why a form was not taken. Said at once; nothing when there is nothing to say. */
export function FormAlert({ text }: { text: string | null }) {
  return (
    <div role="alert" className="empty:-mt-5">
      {text !== null && (
        <p className="flex gap-2.5 rounded-[0.625rem] bg-danger-soft px-3.5 py-3 text-sm text-danger">
          <CircleAlert className="mt-0.5 size-4 flex-none" aria-hidden="true" />
          {text}
        </p>
      )}
    </div>
  );
}
