import { finishPassphraseChange } from './accounts/finish-passphrase-change.ts';
import { finishRegistration } from './accounts/finish-registration.ts';
import { getAccount } from './accounts/get-account.ts';
import { listAccounts } from './accounts/list-accounts.ts';
import { startPassphraseChange } from './accounts/start-passphrase-change.ts';
import { startRegistration } from './accounts/start-registration.ts';
import { updateAccount } from './accounts/update-account.ts';
import { createBlob } from './blobs/create-blob.ts';
import { getBlobLimits } from './blobs/get-blob-limits.ts';
import { keepBlob } from './blobs/keep-blob.ts';
import { listBlobAccesses } from './blobs/list-blob-accesses.ts';
import { shareBlob } from './blobs/share-blob.ts';
import { downloadBlob, getUploadOffset, removeBlob, uploadBytes } from './blobs/transfer-blob.ts';
import { acknowledgeGroupLog } from './groups/acknowledge-group-log.ts';
import { acknowledgeWelcome } from './groups/acknowledge-welcome.ts';
import { addGroupMembers } from './groups/add-members.ts';
import { commitGroup } from './groups/commit-group.ts';
import { createGroup } from './groups/create-group.ts';
import { getGroup } from './groups/get-group.ts';
import { getGroupEvent } from './groups/get-group-event.ts';
import { getGroupInfo } from './groups/get-group-info.ts';
import { getGroupLimits } from './groups/get-group-limits.ts';
import { getGroupLog } from './groups/get-group-log.ts';
import { getRejoinKey } from './groups/get-rejoin-key.ts';
import { getWelcome } from './groups/get-welcome.ts';
import { listGroupMembers } from './groups/list-group-members.ts';
import { listJoinedGroups } from './groups/list-joined-groups.ts';
import { putRejoinKey } from './groups/put-rejoin-key.ts';
import { removeGroupMember } from './groups/remove-member.ts';
import { sendGroupMessage } from './groups/send-group-message.ts';
import { createInvite } from './invites/create-invite.ts';
import { inspectInvite } from './invites/inspect-invite.ts';
import { listInvites } from './invites/list-invites.ts';
import { revokeInvite } from './invites/revoke-invite.ts';
import { claimKeyPackages } from './keys/claim-key-packages.ts';
import { deactivateDevice } from './keys/deactivate-device.ts';
import { getBundle } from './keys/get-bundle.ts';
import { getKeyStats } from './keys/get-key-stats.ts';
import { listDevices } from './keys/list-devices.ts';
import { lookUpDeviceLists } from './keys/look-up-device-lists.ts';
import { registerDevice } from './keys/register-device.ts';
import { rotatePrekey } from './keys/rotate-prekey.ts';
import { uploadKeyPackages } from './keys/upload-key-packages.ts';
import { uploadPrekeys } from './keys/upload-prekeys.ts';
import { acknowledgeQueue } from './messages/acknowledge-queue.ts';
import { deleteMessage } from './messages/delete-message.ts';
import { getQueue } from './messages/get-queue.ts';
import { listConversation } from './messages/list-conversation.ts';
import { markDelivered, markRead } from './messages/mark-message.ts';
import { sendMessage } from './messages/send-message.ts';
import { getOrganisation } from './organisation/get-organisation.ts';
import { updateOrganisation } from './organisation/update-organisation.ts';
import { endSession } from './sessions/end-session.ts';
import { finishLogin } from './sessions/finish-login.ts';
import { listSessions } from './sessions/list-sessions.ts';
import { refreshSession } from './sessions/refresh-session.ts';
import { startLogin } from './sessions/start-login.ts';

/** Every route of the HTTP API: the server serves exactly these, and the API reference lists them. */
export const routes = {
  finishPassphraseChange,
  finishRegistration,
  getAccount,
  listAccounts,
  startPassphraseChange,
  startRegistration,
  updateAccount,
  createBlob,
  getBlobLimits,
  getUploadOffset,
  uploadBytes,
  downloadBlob,
  keepBlob,
  shareBlob,
  listBlobAccesses,
  removeBlob,
  createInvite,
  inspectInvite,
  listInvites,
  revokeInvite,
  deactivateDevice,
  getBundle,
  getKeyStats,
  listDevices,
  lookUpDeviceLists,
  registerDevice,
  rotatePrekey,
  uploadPrekeys,
  uploadKeyPackages,
  claimKeyPackages,
  acknowledgeQueue,
  deleteMessage,
  getQueue,
  listConversation,
  markDelivered,
  markRead,
  sendMessage,
  createGroup,
  addGroupMembers,
  removeGroupMember,
  commitGroup,
  sendGroupMessage,
  getGroup,
  listGroupMembers,
  getGroupInfo,
  getGroupLimits,
  getGroupLog,
  getGroupEvent,
  acknowledgeGroupLog,
  listJoinedGroups,
  getWelcome,
  acknowledgeWelcome,
  putRejoinKey,
  getRejoinKey,
  getOrganisation,
  updateOrganisation,
  endSession,
  finishLogin,
  listSessions,
  refreshSession,
  startLogin,
} as const;
