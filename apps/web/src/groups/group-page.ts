import type { AccountId } from '@sotto/client';

/** What the sheet of a group shows. */
export type GroupPage =
  | { readonly kind: 'info' | 'add' | 'edit' | 'rules' | 'leave' }
  | { readonly kind: 'member'; readonly accountId: AccountId };
