import { lazy, Suspense } from 'react';
import { useOverlay } from './overlay-state.ts';

const NewConversation = lazy(async () => ({
  default: (await import('../new-conversation/new-conversation.tsx')).NewConversation,
}));
const CommandPalette = lazy(async () => ({
  default: (await import('../palette/command-palette.tsx')).CommandPalette,
}));
const ShortcutSheet = lazy(async () => ({
  default: (await import('../shortcuts/shortcut-sheet.tsx')).ShortcutSheet,
}));
const InviteDialog = lazy(async () => ({
  default: (await import('../invites/invite-dialog.tsx')).InviteDialog,
}));
const DetailsSheet = lazy(async () => ({
  default: (await import('../conversation/details-sheet.tsx')).DetailsSheet,
}));

const GroupSheet = lazy(async () => ({
  default: (await import('../groups/group-sheet.tsx')).GroupSheet,
}));
const CardDialog = lazy(async () => ({
  default: (await import('../cards/card-dialog.tsx')).CardDialog,
}));
const ReceiptsSheet = lazy(async () => ({
  default: (await import('../receipts/receipts-sheet.tsx')).ReceiptsSheet,
}));

const SendFilesSheet = lazy(async () => ({
  default: (await import('../files/send-files-sheet.tsx')).SendFilesSheet,
}));
const Viewer = lazy(async () => ({ default: (await import('../files/viewer.tsx')).Viewer }));
const AccessesSheet = lazy(async () => ({
  default: (await import('../files/accesses-sheet.tsx')).AccessesSheet,
}));
const ForwardDialog = lazy(async () => ({
  default: (await import('../forward/forward-dialog.tsx')).ForwardDialog,
}));
const DeleteMessage = lazy(async () => ({
  default: (await import('../marks/delete-message.tsx')).DeleteMessage,
}));
const VersionsSheet = lazy(async () => ({
  default: (await import('../marks/versions-sheet.tsx')).VersionsSheet,
}));
const StarredSheet = lazy(async () => ({
  default: (await import('../starred/starred-sheet.tsx')).StarredSheet,
}));
const PinnedSheet = lazy(async () => ({
  default: (await import('../starred/pinned-sheet.tsx')).PinnedSheet,
}));
const ThreadsSheet = lazy(async () => ({
  default: (await import('../threads/threads-sheet.tsx')).ThreadsSheet,
}));
const ScheduledSheet = lazy(async () => ({
  default: (await import('../scheduled/scheduled-sheet.tsx')).ScheduledSheet,
}));
const ScheduleDialog = lazy(async () => ({
  default: (await import('../scheduled/schedule-dialog.tsx')).ScheduleDialog,
}));
const ExpiryDialog = lazy(async () => ({
  default: (await import('../expiry/expiry-dialog.tsx')).ExpiryDialog,
}));
const ReferenceDialog = lazy(async () => ({
  default: (await import('../reference/reference-dialog.tsx')).ReferenceDialog,
}));

/** Whatever lies over the page. Each is fetched when it is first wanted. */
export function Overlays() {
  const { shown, show } = useOverlay();
  const close = () => show({ kind: 'none' });
  return (
    <Suspense>
      {shown.kind === 'new-conversation' && <NewConversation onClose={close} />}
      {shown.kind === 'palette' && <CommandPalette onClose={close} />}
      {shown.kind === 'shortcuts' && <ShortcutSheet onClose={close} />}
      {shown.kind === 'invite' && <InviteDialog onClose={close} />}
      {shown.kind === 'details' && <DetailsSheet conversationId={shown.conversationId} onClose={close} />}
      {shown.kind === 'group' && (
        <GroupSheet
          key={shown.conversationId}
          conversationId={shown.conversationId}
          member={shown.member}
          page={shown.page}
          onClose={close}
        />
      )}
      {shown.kind === 'card' && <CardDialog card={shown.card} place={shown.place} onClose={close} />}
      {shown.kind === 'send-files' && (
        <SendFilesSheet
          conversationId={shown.conversationId}
          threadId={shown.threadId}
          files={shown.files}
          onClose={close}
        />
      )}
      {shown.kind === 'viewer' && (
        <Viewer
          conversationId={shown.conversationId}
          message={shown.message}
          fileId={shown.fileId}
          onClose={close}
        />
      )}
      {shown.kind === 'file-accesses' && (
        <AccessesSheet fileId={shown.fileId} name={shown.name} onClose={close} />
      )}
      {shown.kind === 'forward' && <ForwardDialog message={shown.message} onClose={close} />}
      {shown.kind === 'delete-message' && <DeleteMessage message={shown.message} onClose={close} />}
      {shown.kind === 'versions' && <VersionsSheet messageId={shown.messageId} onClose={close} />}
      {shown.kind === 'starred' && <StarredSheet onClose={close} />}
      {shown.kind === 'pinned' && <PinnedSheet pinned={shown.pinned} onClose={close} />}
      {shown.kind === 'threads' && <ThreadsSheet onClose={close} />}
      {shown.kind === 'scheduled' && <ScheduledSheet onClose={close} />}
      {shown.kind === 'schedule' && <ScheduleDialog {...shown} onClose={close} />}
      {shown.kind === 'expiry' && <ExpiryDialog conversationId={shown.conversationId} onClose={close} />}
      {shown.kind === 'reference' && (
        <ReferenceDialog conversationId={shown.conversationId} onClose={close} />
      )}
      {shown.kind === 'receipts' && (
        <ReceiptsSheet conversationId={shown.conversationId} messageId={shown.messageId} onClose={close} />
      )}
    </Suspense>
  );
}
