import { useArticleTab } from '../files/article-tab.ts';
import { rates } from './audio-player.ts';
import { voiceText } from './text.ts';

/** Steps through the speeds. */
export function RateButton({
  rate,
  onRate,
}: {
  readonly rate: number;
  readonly onRate: (rate: number) => void;
}) {
  const tab = useArticleTab();
  const next = rates[(rates.indexOf(rate) + 1) % rates.length] ?? 1;
  return (
    <button
      type="button"
      className="sotto-rate"
      aria-label={voiceText.rate(rate)}
      tabIndex={tab}
      onClick={() => onRate(next)}
    >
      {rate}×
    </button>
  );
}
