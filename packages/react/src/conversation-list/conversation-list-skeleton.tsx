const rows = ['62%', '44%', '71%', '53%', '38%', '66%'];

/** The list before it has been read. */
export function ConversationListSkeleton() {
  return (
    <div className="sotto-conversations-skeleton" aria-hidden="true">
      {rows.map((inlineSize) => (
        <div key={inlineSize}>
          <i />
          <span>
            <b style={{ inlineSize: '40%' }} />
            <b style={{ inlineSize }} />
          </span>
        </div>
      ))}
    </div>
  );
}
