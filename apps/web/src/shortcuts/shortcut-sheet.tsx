import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { shortcutText } from './text.ts';

/** Every key that does something. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <OverlayDialog title={shortcutText.title} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable */}
      <div className="scroll grid gap-6 px-6 pb-6" tabIndex={0}>
        {shortcutText.groups.map(([title, keys]) => (
          <section key={title} className="grid gap-1">
            <h3 className="text-xs font-semibold text-muted">{title}</h3>
            <dl className="grid divide-y divide-line">
              {keys.map(([what, combination]) => (
                <div key={what} className="flex min-h-10 items-center justify-between gap-4">
                  <dt className="text-sm">{what}</dt>
                  <dd className="flex flex-none gap-1">
                    {combination.map((key) => (
                      <kbd
                        key={key}
                        className="grid h-6 min-w-6 place-items-center rounded-md border border-line bg-hover px-1.5 font-sans text-xs text-muted"
                      >
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </OverlayDialog>
  );
}
