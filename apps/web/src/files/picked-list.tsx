import { formatBytes, formatDuration, IconButton } from '@sotto/react';
import { ArrowDown, ArrowUp, Film, Music, Paperclip, X } from 'lucide-react';
import type { FileProblem } from './file-problem.ts';
import type { PickedItem } from './picked-file.ts';
import { filesText as text } from './text.ts';

type PickedListProps = {
  readonly items: readonly PickedItem[];
  readonly problems: readonly (FileProblem | null)[];
  readonly asFile: boolean;
  readonly remove: (id: string) => void;
  readonly describe: (id: string, description: string) => void;
  readonly move: (id: string, by: -1 | 1) => void;
};

/** Chosen files, each with what it will be shown as and what stands against it. */
export function PickedList({ items, problems, asFile, remove, describe, move }: PickedListProps) {
  return (
    <ul className="grid gap-3">
      {items.map((item, index) => {
        const { id, file, show } = item;
        const problem = problems[index] ?? null;
        const looked = (show === 'image' || show === 'video') && !asFile;
        return (
          <li key={id} className="grid gap-1.5">
            <div className="flex items-center gap-3">
              <Sign item={item} asFile={asFile} />
              <div className="grid min-w-0 flex-1">
                <bdi className="truncate text-sm font-medium">{file.name}</bdi>
                <span className={`text-[0.8125rem] ${problem === null ? 'text-muted' : 'text-danger'}`}>
                  {problem === null ? lineOf(item) : `${text.problems[problem]} · ${formatBytes(file.size)}`}
                </span>
              </div>
              {items.length > 1 && (
                <>
                  <IconButton
                    icon={ArrowUp}
                    label={text.earlier(file.name)}
                    disabled={index === 0}
                    onClick={() => move(id, -1)}
                  />
                  <IconButton
                    icon={ArrowDown}
                    label={text.later(file.name)}
                    disabled={index === items.length - 1}
                    onClick={() => move(id, 1)}
                  />
                </>
              )}
              <IconButton icon={X} label={text.remove(file.name)} onClick={() => remove(id)} />
            </div>
            {looked && (
              <input
                className="field min-h-9 px-3 text-sm"
                dir="auto"
                maxLength={500}
                aria-label={text.describe(file.name)}
                placeholder={text.describeHint}
                value={item.description}
                onChange={(event) => describe(id, event.target.value)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Sign({
  item: { show, url, details },
  asFile,
}: {
  readonly item: PickedItem;
  readonly asFile: boolean;
}) {
  const box = 'size-14 flex-none rounded-xl bg-hover';
  // Drawn only where it was decoded before.
  if (show === 'image' && !asFile && url !== null && details.size !== undefined) {
    return <img className={`${box} object-cover`} src={url} alt="" />;
  }
  const Icon = asFile ? Paperclip : { image: Paperclip, video: Film, audio: Music, file: Paperclip }[show];
  return (
    <span className={`${box} grid place-items-center text-muted`}>
      <Icon className="size-5" aria-hidden="true" />
    </span>
  );
}

function lineOf({ file, details: { size, durationMs } }: PickedItem): string {
  return [
    formatBytes(file.size),
    size === undefined ? '' : `${size.width} × ${size.height}`,
    durationMs === undefined ? '' : formatDuration(durationMs),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
