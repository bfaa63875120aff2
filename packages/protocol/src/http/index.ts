export { Account, DisplayName, Username } from './accounts/account.ts';
export { finishPassphraseChange } from './accounts/finish-passphrase-change.ts';
export { finishRegistration } from './accounts/finish-registration.ts';
export { getAccount } from './accounts/get-account.ts';
export { listAccounts } from './accounts/list-accounts.ts';
export { OpaqueMessage } from './accounts/opaque-message.ts';
export { startPassphraseChange } from './accounts/start-passphrase-change.ts';
export { startRegistration } from './accounts/start-registration.ts';
export { updateAccount } from './accounts/update-account.ts';
export { BlobAudience, BlobParams, CapabilityHash, capabilityHeader } from './blobs/blob.ts';
export { createBlob } from './blobs/create-blob.ts';
export { BlobLimits, getBlobLimits } from './blobs/get-blob-limits.ts';
export { keepBlob } from './blobs/keep-blob.ts';
export { BlobAccess, listBlobAccesses } from './blobs/list-blob-accesses.ts';
export { shareBlob } from './blobs/share-blob.ts';
export {
  downloadBlob,
  getUploadOffset,
  offsetStreamType,
  removeBlob,
  tusVersion,
  uploadBytes,
} from './blobs/transfer-blob.ts';
export { acknowledgeGroupLog } from './groups/acknowledge-group-log.ts';
export { acknowledgeWelcome } from './groups/acknowledge-welcome.ts';
export { addGroupMembers } from './groups/add-members.ts';
export { commitGroup } from './groups/commit-group.ts';
export { createGroup } from './groups/create-group.ts';
export { GroupState, getGroup } from './groups/get-group.ts';
export { getGroupEvent } from './groups/get-group-event.ts';
export { getGroupInfo } from './groups/get-group-info.ts';
export { GroupLimits, getGroupLimits } from './groups/get-group-limits.ts';
export { getGroupLog } from './groups/get-group-log.ts';
export { getRejoinKey } from './groups/get-rejoin-key.ts';
export { getWelcome } from './groups/get-welcome.ts';
export { GroupCommit } from './groups/group-commit.ts';
export { GroupEvent, GroupEventKind } from './groups/group-event.ts';
export { CommitOutcome, GroupMessageOutcome } from './groups/group-outcome.ts';
export { GroupDevice } from './groups/group-params.ts';
export { listGroupMembers } from './groups/list-group-members.ts';
export { JoinedGroup, listJoinedGroups } from './groups/list-joined-groups.ts';
export { putRejoinKey } from './groups/put-rejoin-key.ts';
export { RejoinKey } from './groups/rejoin-key.ts';
export { removeGroupMember } from './groups/remove-member.ts';
export { sendGroupMessage } from './groups/send-group-message.ts';
export { createInvite } from './invites/create-invite.ts';
export { inspectInvite } from './invites/inspect-invite.ts';
export { Invite, InviteToken, Role } from './invites/invite.ts';
export { listInvites } from './invites/list-invites.ts';
export { revokeInvite } from './invites/revoke-invite.ts';
export { ClaimedAccount, claimKeyPackages } from './keys/claim-key-packages.ts';
export { deactivateDevice } from './keys/deactivate-device.ts';
export { SignedDeviceList } from './keys/device-list.ts';
export { DeviceBundle, getBundle } from './keys/get-bundle.ts';
export { getKeyStats, KeyStats } from './keys/get-key-stats.ts';
export { KeyPackageBytes, KeyPackageCount, KeyPackageUpload, MlsSuite } from './keys/key-packages.ts';
export { listDevices } from './keys/list-devices.ts';
export { lookUpDeviceLists } from './keys/look-up-device-lists.ts';
export { OwnDeviceParams } from './keys/own-device-params.ts';
export {
  CurveKey,
  KemKey,
  KemPrekey,
  OneTimePrekey,
  PrekeyId,
  Signature,
  SignedPrekey,
} from './keys/prekeys.ts';
export { registerDevice } from './keys/register-device.ts';
export { rotatePrekey } from './keys/rotate-prekey.ts';
export { uploadKeyPackages } from './keys/upload-key-packages.ts';
export { uploadPrekeys } from './keys/upload-prekeys.ts';
export { acknowledgeQueue } from './messages/acknowledge-queue.ts';
export { deleteMessage } from './messages/delete-message.ts';
export { getQueue } from './messages/get-queue.ts';
export { listConversation, QueueQuery } from './messages/list-conversation.ts';
export { markDelivered, markRead } from './messages/mark-message.ts';
export { sendMessage } from './messages/send-message.ts';
export { StaleDevices, Submission, SubmissionOutcome } from './messages/submission.ts';
export { WaitingMessage } from './messages/waiting-message.ts';
export { getOrganisation } from './organisation/get-organisation.ts';
export { Organisation, OrganisationName, OrganisationProfile } from './organisation/organisation.ts';
export { updateOrganisation } from './organisation/update-organisation.ts';
export { PageQuery } from './page.ts';
export {
  type Access,
  type RateClass,
  type Route,
  type RouteAnswer,
  type RouteBody,
  type RouteParams,
  type RouteQuery,
  route,
} from './route.ts';
export { routes } from './routes.ts';
export { endSession } from './sessions/end-session.ts';
export { finishLogin } from './sessions/finish-login.ts';
export { listSessions } from './sessions/list-sessions.ts';
export { refreshSession } from './sessions/refresh-session.ts';
export { SignedIn, Tokens } from './sessions/signed-in.ts';
export { startLogin } from './sessions/start-login.ts';
