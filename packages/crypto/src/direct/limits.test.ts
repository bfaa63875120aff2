import { expect, test } from 'vitest';
import * as limits from './limits.ts';

const day = 24 * 60 * 60 * 1000;

test('REQ-S5, REQ-S8: the limits are the ones promised', () => {
  expect({ ...limits }).toEqual({
    forwardStepsMax: 25_000,
    skippedKeysMax: 2000,
    receivingChainsMax: 5,
    archivedSessionsMax: 5,
    archivedSessionLifeMs: 7 * day,
    unacknowledgedSessionLifeMs: 30 * day,
    messageBytesMax: 128 * 1024,
  });
});
