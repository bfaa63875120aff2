import type { ConversationId, DeviceId } from '@sotto/protocol';
import type { NamedPerson } from './person.ts';
import type { SendOptions } from './send-options.ts';

/**
 * Files in messages: what is shown of them, what is written, and what becomes of them on the way. Their bytes
 * stay on the other side of the front door, except where somebody asks to see or save them.
 */

/** A file as a platform hands it over: a `File` in browsers, a path in Node. It travels through ports. */
export type PickedFile = string | object;

/** Where a platform can put a file: a `FileSystemFileHandle` in browsers, a path in Node. */
export type FileDestination = string | object;

/**
 * How a file is to be shown. Only what is on the list of safe formats is drawn or played, whatever its sender
 * says it is; all else is `file`: a name, a size, and a way to save it (REQ-C5).
 */
export type FileKind = 'image' | 'video' | 'audio' | 'voice' | 'file';

/** A file in a message. */
export type FilePart = {
  readonly kind: 'file';
  readonly fileId: string;
  readonly show: FileKind;
  /** Harmless: no direction overrides, no path, an extension that goes with the type. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** What it shows, by its sender. */
  readonly description: string;
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly durationMs: number | null;
  readonly thumbhash: Uint8Array | null;
  /** Loudness from beginning to end, 0 to 255. */
  readonly waveform: Uint8Array | null;
  readonly preview: FilePreview | null;
  /** Can be opened once on each device. A modified client can keep it all the same. */
  readonly viewOnce: boolean;
  /** Is not passed on by clients that respect it. */
  readonly noForward: boolean;
  readonly state: FileState;
};

/** A small picture made by the sender. */
export type FilePreview = {
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  /** At most `fileLimits.previewBytes`. */
  readonly bytes: Uint8Array;
};

export type FileState =
  /** At the server; `openFile`, `saveFile` and `fetchFile` bring it. */
  | { readonly kind: 'remote' }
  /** On this device, sealed. */
  | { readonly kind: 'here' }
  /** Was to be seen once, and was. */
  | { readonly kind: 'viewed' }
  /** The server has it no more. */
  | { readonly kind: 'gone' }
  /** Will not be opened, for good. */
  | { readonly kind: 'refused'; readonly reason: FileRefusal };

export type FileRefusal =
  /** What the server has is not what was sent: swapped, shortened, extended, reordered or re-keyed (REQ-C4). */
  | 'damaged'
  | 'too-large'
  /** This organisation does not want files of this kind. */
  | 'blocked';

/** What may be sent: to be shown before a file is chosen. */
export type FileLimits = {
  readonly fileBytesMax: number;
  /** What this account may still upload; `null`: as much as fits. */
  readonly bytesLeft: number | null;
  /** False: the server has no room at the moment; uploads wait. */
  readonly accepting: boolean;
  readonly blockedExtensions: readonly string[];
};

export type OutgoingFile = {
  readonly file: PickedFile;
  /** Overrides the name the platform says. */
  readonly name?: string;
  readonly mediaType?: string;
  readonly description?: string;
  /** As it is shown, its orientation applied. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly durationMs?: number;
  readonly thumbhash?: Uint8Array;
  readonly waveform?: Uint8Array;
  readonly preview?: FilePreview;
  readonly voiceNote?: boolean;
  /** Shown as a name and a size and saved, never drawn or played, whatever it is. */
  readonly asFile?: boolean;
  /** Send the bytes as they are: place, camera and other metadata of pictures stay in (default: removed). */
  readonly keepMetadata?: boolean;
};

export type FileSendOptions = SendOptions & {
  /** Markdown, shown with the files. */
  readonly caption?: string;
  readonly viewOnce?: boolean;
  readonly noForward?: boolean;
};

/** Files on their way out. They become a message when all of them are at the server. */
export type Upload = {
  readonly uploadId: string;
  readonly conversationId: ConversationId;
  readonly threadId: string | null;
  readonly caption: string;
  readonly createdAt: number;
  readonly files: readonly UploadFile[];
  readonly state: UploadState;
  readonly bytes: number;
  readonly bytesSent: number;
  /** Of the last seconds; `null` while nothing moves. */
  readonly bytesPerSecond: number | null;
};

export type UploadFile = {
  readonly name: string;
  readonly mediaType: string;
  readonly show: FileKind;
  readonly bytes: number;
  readonly bytesSent: number;
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly thumbhash: Uint8Array | null;
  /** After a restart the platform does not find it again: `supplyFile` with the same one goes on. */
  readonly missing: boolean;
};

export type UploadState =
  | { readonly kind: 'uploading' }
  /** No connection, or no room at the server: goes on by itself. */
  | { readonly kind: 'waiting'; readonly reason: 'turn' | 'offline' | 'server-full' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'needs-file' }
  | { readonly kind: 'failed'; readonly reason: UploadFailure };

export type UploadFailure =
  | 'too-large'
  | 'quota-exceeded'
  | 'blocked'
  /** It is not the file it was when it was chosen. */
  | 'file-changed'
  | 'file-unreadable'
  | 'not-a-member'
  | 'message-refused'
  | 'server-refused';

/** Files on their way in. */
export type Download = {
  readonly fileId: string;
  readonly bytes: number;
  readonly bytesReceived: number;
  readonly bytesPerSecond: number | null;
  readonly state: 'receiving' | 'waiting';
};

/** What somebody did with a file, as the server saw it. */
export type FileAccess = {
  readonly person: NamedPerson;
  readonly deviceId: DeviceId;
  readonly action: 'download' | 'share';
  readonly firstAt: number;
  readonly lastAt: number;
};

/** What the platform's interface can do with files. */
export type FileActions = {
  fileLimits(): Promise<FileLimits>;
  /**
   * Recorded at once and shown in `uploads`; the message follows when everything is at the server. Repeated
   * with the same `requestId`, it sends once.
   *
   * @throws ClientError `invalid-input`, `unknown-conversation`, `unknown-message`, `file-unreadable`,
   *   `file-too-large`, `file-blocked`.
   */
  sendFiles(
    conversationId: ConversationId,
    files: readonly OutgoingFile[],
    options?: FileSendOptions,
  ): Promise<{ uploadId: string }>;
  pauseUpload(uploadId: string): Promise<void>;
  /** Also after a failure, from where it stood. */
  resumeUpload(uploadId: string): Promise<void>;
  /** Gone here and at the server. */
  cancelUpload(uploadId: string): Promise<void>;
  /** @throws ClientError `file-changed` when it is another one. */
  supplyFile(uploadId: string, position: number, file: PickedFile): Promise<void>;

  /** Brings a file to this device and checks it whole; it is kept sealed. @throws as `openFile`. */
  fetchFile(fileId: string): Promise<void>;
  cancelDownload(fileId: string): Promise<void>;
  /**
   * The whole file, checked to its last byte. For what is shown: up to `fileLimits.openBytes`.
   *
   * @throws ClientError `unknown-file`, `offline`, `file-gone`, `file-damaged`, `file-blocked`, `file-too-large`,
   *   `interrupted` when it was cancelled.
   */
  openFile(fileId: string): Promise<OpenedFile>;
  /**
   * Some bytes of a file, for a player that jumps: each is what the sender sealed there, but what comes after is
   * not known yet. At most `fileLimits.readBytes` at a time.
   *
   * @throws as `openFile`.
   */
  readFile(fileId: string, range: { readonly from: number; readonly to: number }): Promise<Uint8Array>;
  /**
   * Writes the file, checked to its last byte before it appears under its name.
   *
   * @throws as `openFile`, and `file-unreadable` when the place cannot be written to.
   */
  saveFile(fileId: string, destination: FileDestination): Promise<void>;
  /** Removes this device's copy; it can be fetched again. */
  dropFile(fileId: string): Promise<void>;
  /** Who fetched or passed on a file: everybody for one's own, oneself for others'. */
  fileAccesses(fileId: string): Promise<readonly FileAccess[]>;
};

export type OpenedFile = {
  readonly bytes: Uint8Array;
  /** As its first bytes say, not as its sender did. */
  readonly mediaType: string;
  readonly show: FileKind;
};

/** Bounds of the front door. */
export const fileLimits = {
  filesPerMessage: 32,
  previewBytes: 16 * 1024,
  /** Larger ones are saved or played, not held in memory. */
  openBytes: 64 * 1024 * 1024,
  readBytes: 4 * 1024 * 1024,
  accessesShown: 1000,
} as const;
