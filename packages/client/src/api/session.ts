import type { AccountId, DeviceId, SessionId } from '@sotto/protocol';
import type { OrganisationProfile, Role } from '@sotto/protocol/http';

/** Where this device stands with its account. */
export type SessionState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signed-out'; readonly reason?: 'signed-out' | 'session-ended' | 'device-removed' }
  | { readonly kind: 'signed-in'; readonly self: Self };

export type Self = {
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly organisationName: string;
};

/** How things are between this device and its server. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'catching-up' }
  | { readonly kind: 'online' }
  | {
      readonly kind: 'offline';
      readonly since: number;
      readonly retryAt: number | null;
      readonly queued: number;
    };

export type InviteSummary = {
  readonly kind: 'set-up' | 'invite';
  readonly role: Role;
  readonly organisationName: string | null;
  readonly invitedBy: string | null;
};

export type SignUp = {
  readonly inviteToken: string;
  readonly username: string;
  readonly displayName: string;
  readonly passphrase: string;
  readonly deviceName: string;
  readonly organisation?: { readonly name: string; readonly profile: OrganisationProfile };
};

export type SignIn = { readonly username: string; readonly passphrase: string; readonly deviceName: string };

/** Expected refusals are values; anything else is thrown as `ClientError`. */
export type AccountOutcome =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'refused';
      readonly reason:
        | 'invite-invalid'
        | 'username-taken'
        | 'wrong-credentials'
        | 'weak-passphrase'
        | 'too-many-attempts'
        | 'offline'
        | 'device-limit'
        | 'account-suspended';
      readonly retryAfterSeconds?: number;
    };

export type SignedInSession = {
  readonly sessionId: SessionId;
  readonly deviceId: DeviceId;
  /** Opened with the identity key; null when it cannot be read. */
  readonly deviceName: string | null;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly current: boolean;
};

export type CreatedInvite = {
  readonly inviteId: string;
  readonly url: string;
  readonly role: Role;
  readonly usesLeft: number;
  readonly expiresAt: number;
};
