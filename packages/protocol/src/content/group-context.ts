import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { z } from 'zod';
import { uuidFromBytes, uuidToBytes } from '../encoding/uuid.ts';
import type { AccountId } from '../ids.ts';

/**
 * What a group says of itself: the `sotto_group` extension (0xF053) of its MLS group context, agreed by all
 * members and never seen by the server. Deterministic CBOR (RFC 8949 section 4.2.1):
 *
 *     [ 1, name, description, picture ([media type, bytes] / null),
 *       roles [ [account (16), 1 owner / 2 admin], ... ] ascending by account,
 *       history ([0] none / [1, Unix ms] since / [2] all), rejoin (bool),
 *       [created by (16), created at (Unix ms)], extensions { name => value } ]
 *
 * An account without a role is a plain member. Extensions this version does not know are kept as they are.
 */
export type GroupContextContent = {
  readonly name: string;
  readonly description: string;
  readonly picture: { readonly mediaType: GroupPictureType; readonly bytes: Uint8Array } | null;
  readonly roles: ReadonlyMap<AccountId, 'owner' | 'admin'>;
  readonly history: GroupHistory;
  /** Whether members' verified devices may join again by external commit (REQ-G3). */
  readonly rejoin: boolean;
  readonly createdBy: AccountId;
  readonly createdAt: number;
  readonly extensions: ReadonlyMap<string, unknown>;
};

export type GroupHistory =
  | { readonly kind: 'none' }
  | { readonly kind: 'since'; readonly at: number }
  | { readonly kind: 'all' };

export const groupPictureTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type GroupPictureType = (typeof groupPictureTypes)[number];

/** All of it travels inside every Welcome and every GroupInfo: names and a thumbnail, not more. */
export const groupContextLimits = {
  nameCharacters: 80,
  descriptionCharacters: 500,
  pictureBytes: 16 * 1024,
  /** Owners and admins; everybody else needs no entry. */
  roles: 256,
  extensions: 16,
  bytes: 48 * 1024,
} as const;

export type GroupContextResult =
  | { readonly kind: 'context'; readonly context: GroupContextContent }
  | { readonly kind: 'malformed' }
  /** Written by a later version: what it means here is not known. */
  | { readonly kind: 'newer-version' };

const formatVersion = 1;
const roleNumbers = { owner: 1, admin: 2 } as const;

const Account = z
  .instanceof(Uint8Array)
  .refine((value) => value.length === 16)
  .transform((value) => uuidFromBytes(value) as AccountId);
const Milliseconds = z.int().min(0);
/** Code points, as people count; JavaScript's length counts some twice. */
const text = (min: number, max: number) =>
  z.string().refine((value) => {
    const characters = [...value].length;
    return characters >= min && characters <= max && !value.includes('\0');
  });

const ContextArray = z.tuple([
  z.literal(formatVersion),
  text(1, groupContextLimits.nameCharacters),
  text(0, groupContextLimits.descriptionCharacters),
  z
    .tuple([
      z.enum(groupPictureTypes),
      z
        .instanceof(Uint8Array)
        .refine((bytes) => bytes.length > 0 && bytes.length <= groupContextLimits.pictureBytes),
    ])
    .nullable(),
  z
    .array(z.tuple([Account, z.union([z.literal(roleNumbers.owner), z.literal(roleNumbers.admin)])]))
    .max(groupContextLimits.roles),
  z.union([
    z.tuple([z.literal(0)]).transform((): GroupHistory => ({ kind: 'none' })),
    z.tuple([z.literal(1), Milliseconds]).transform(([, at]): GroupHistory => ({ kind: 'since', at })),
    z.tuple([z.literal(2)]).transform((): GroupHistory => ({ kind: 'all' })),
  ]),
  z.boolean(),
  z.tuple([Account, Milliseconds]),
  z.map(z.string().max(64), z.unknown()).refine((map) => map.size <= groupContextLimits.extensions),
]);

/** The bytes of a context; equal contexts have equal bytes. */
export function encodeGroupContext(context: GroupContextContent): Uint8Array {
  const { picture, history, createdBy, createdAt } = context;
  const roles = [...context.roles].sort(([a], [b]) => (a < b ? -1 : 1));
  return encode(
    [
      formatVersion,
      context.name,
      context.description,
      picture === null ? null : [picture.mediaType, picture.bytes],
      roles.map(([account, role]) => [uuidToBytes(account), roleNumbers[role]]),
      history.kind === 'none' ? [0] : history.kind === 'all' ? [2] : [1, history.at],
      context.rejoin,
      [uuidToBytes(createdBy), createdAt],
      new Map(context.extensions),
    ],
    rfc8949EncodeOptions,
  );
}

/** Reads a context. Total and bounded: any byte string yields a context or a reason. */
export function decodeGroupContext(bytes: Uint8Array): GroupContextResult {
  if (bytes.length > groupContextLimits.bytes) return { kind: 'malformed' };
  let raw: unknown;
  try {
    raw = decode(bytes, {
      useMaps: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      strict: true,
    });
  } catch {
    return { kind: 'malformed' };
  }
  if (Array.isArray(raw) && typeof raw[0] === 'number' && raw[0] > formatVersion) {
    return { kind: 'newer-version' };
  }
  const parsed = ContextArray.safeParse(raw);
  if (!parsed.success) return { kind: 'malformed' };
  const [, name, description, picture, roles, history, rejoin, created, extensions] = parsed.data;
  const context: GroupContextContent = {
    name,
    description,
    picture: picture === null ? null : { mediaType: picture[0], bytes: picture[1] },
    roles: new Map(roles.map(([account, role]) => [account, role === 1 ? 'owner' : 'admin'])),
    history,
    rejoin,
    createdBy: created[0],
    createdAt: created[1],
    extensions,
  };
  // One context has one encoding: no account twice, ascending, shortest forms.
  return equalBytes(encodeGroupContext(context), bytes)
    ? { kind: 'context', context }
    : { kind: 'malformed' };
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
