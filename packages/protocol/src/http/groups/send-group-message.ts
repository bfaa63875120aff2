import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { AccountId, DeviceId, GroupId, GroupSeq, MessageId } from '../../ids.ts';
import { ciphertextBytesMax } from '../../limits.ts';
import { route } from '../route.ts';
import { GroupMessageOutcome } from './group-outcome.ts';

export const sendGroupMessage = route({
  method: 'POST',
  path: '/api/v1/groups/:group_id/send/:sender_id',
  summary: 'Keep one encrypted message, or proposal, for all devices of a group; safe to repeat',
  access: 'signed-in',
  rate: 'messages',
  self: { user: 'sender_id' },
  params: z.strictObject({ group_id: GroupId, sender_id: AccountId }),
  body: z.strictObject({
    device_id: DeviceId,
    message_id: MessageId,
    /** The newest number of the log this device has processed. */
    after: GroupSeq,
    /** A PrivateMessage of the group's epoch, whose content is application data or a proposal. */
    payload: base64Bytes({ min: 1, max: ciphertextBytesMax }),
  }),
  status: 200,
  answer: GroupMessageOutcome,
});
