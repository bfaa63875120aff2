import type { GroupId } from '@sotto/protocol';

/**
 * Hints between the nodes of one server: something waits for this device, which is not connected here, or
 * happened in this group, whose members are connected anywhere. A hint may be lost or come twice; what it
 * speaks of is in PostgreSQL.
 */
export type Bus = {
  announce(devicePk: number): void;
  onAnnouncement(listener: (devicePk: number) => void): void;
  announceGroup(groupId: GroupId): void;
  onGroupAnnouncement(listener: (groupId: GroupId) => void): void;
};

/** One node: a device that is not connected here is connected nowhere. */
export function createSingleNodeBus(): Bus {
  return {
    announce: () => {},
    onAnnouncement: () => {},
    announceGroup: () => {},
    onGroupAnnouncement: () => {},
  };
}
