import { Button } from '../ui/button.tsx';
import { settingsText } from './text.ts';
import type { SaveState } from './use-save.ts';

/** The button that saves a form, and what became of it. */
export function SaveLine({
  state,
  disabled,
  label,
}: {
  state: SaveState;
  disabled: boolean;
  label?: string;
}) {
  return (
    <div className="flex items-center gap-3">
      <Button type="submit" busy={state === 'busy'} disabled={disabled}>
        {label ?? settingsText.save}
      </Button>
      <span role="status" className={`text-sm ${state === 'failed' ? 'text-danger' : 'text-muted'}`}>
        {state === 'saved' && settingsText.saved}
        {state === 'failed' && settingsText.failed}
      </span>
    </div>
  );
}
