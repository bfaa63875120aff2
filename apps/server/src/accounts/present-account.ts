import type { AccountId } from '@sotto/protocol';
import type { Account, Role } from '@sotto/protocol/http';

export type AccountRow = {
  account_id: AccountId;
  username: string;
  display_name: string;
  role: Role;
  status: 'active' | 'suspended';
  created_at: Date;
};

/** An account as the API shows it. */
export function toAccount(row: AccountRow): Account {
  return {
    user_id: row.account_id,
    username: row.username,
    display_name: row.display_name,
    role: row.role,
    status: row.status,
    created_at: row.created_at.toISOString(),
  };
}
