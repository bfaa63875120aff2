import type { TimelineNotice } from '@sotto/client';
import {
  BadgeCheck,
  Crown,
  Eye,
  GitFork,
  Image,
  Link,
  type LucideIcon,
  MonitorSmartphone,
  PencilLine,
  RefreshCw,
  ShieldAlert,
  Timer,
  UserMinus,
  UserPlus,
  Users,
} from 'lucide-react';

const groupSigns = {
  created: Users,
  added: UserPlus,
  joined: UserPlus,
  removed: UserMinus,
  left: UserMinus,
  renamed: PencilLine,
  description: PencilLine,
  picture: Image,
  'role-changed': Crown,
  'policy-changed': Eye,
  devices: MonitorSmartphone,
  'change-refused': ShieldAlert,
  'identity-changed': ShieldAlert,
  'fork-detected': GitFork,
  rejoined: RefreshCw,
} as const;

const signs = {
  'device-added': MonitorSmartphone,
  'device-removed': MonitorSmartphone,
  'identity-changed': ShieldAlert,
  'session-reset': RefreshCw,
  verified: BadgeCheck,
  unverified: BadgeCheck,
} as const;

/** The small picture before a line. */
export function noticeSign(notice: TimelineNotice): LucideIcon {
  switch (notice.notice) {
    case 'group':
      return groupSigns[notice.change.kind];
    case 'conversation':
      return notice.change.kind === 'expiry' ? Timer : Link;
    default:
      return signs[notice.notice];
  }
}

const warnings: ReadonlySet<string> = new Set(['change-refused', 'identity-changed', 'fork-detected']);

/** Lines that ask for attention. */
export function isWarning(notice: TimelineNotice): boolean {
  if (notice.notice === 'group') return warnings.has(notice.change.kind);
  return notice.notice === 'identity-changed';
}
