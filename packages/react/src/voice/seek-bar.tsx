import { useArticleTab } from '../files/article-tab.ts';
import { formatDuration } from '../files/format-duration.ts';
import { voiceText } from './text.ts';
import { Waveform } from './waveform.tsx';

type SeekBarProps = {
  readonly loudness: Uint8Array | null;
  /** A line instead of a waveform. */
  readonly plain?: boolean;
  readonly positionMs: number;
  readonly durationMs: number;
  readonly disabled?: boolean;
  readonly onSeek: (positionMs: number) => void;
};

const stepMs = 100;

/** Where a recording stands; a slider over its waveform. */
export function SeekBar(props: SeekBarProps) {
  const { loudness, plain = false, positionMs, durationMs, disabled = false, onSeek } = props;
  const tab = useArticleTab();
  const played = durationMs > 0 ? positionMs / durationMs : 0;
  return (
    <div className="sotto-seek" data-plain={plain || undefined}>
      {plain ? (
        <span className="sotto-seek-line" aria-hidden="true">
          <span style={{ inlineSize: `${played * 100}%` }} />
        </span>
      ) : (
        <Waveform loudness={loudness} played={played} />
      )}
      <input
        type="range"
        min={0}
        max={Math.max(stepMs, durationMs)}
        step={stepMs}
        value={positionMs}
        disabled={disabled}
        tabIndex={disabled ? -1 : tab}
        aria-label={voiceText.position}
        aria-valuetext={`${formatDuration(positionMs)} / ${formatDuration(durationMs)}`}
        onChange={(event) => onSeek(event.target.valueAsNumber)}
        onKeyDown={(event) => event.stopPropagation()}
      />
    </div>
  );
}
