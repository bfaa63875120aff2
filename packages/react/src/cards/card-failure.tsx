import { cardText } from './text.ts';

/** Said where an answer could not be given. */
export function CardFailure({ failed }: { failed: boolean }) {
  return <div role="status">{failed && <p className="sotto-card-failure">{cardText.failed}</p>}</div>;
}
