import { z } from 'zod';

/** A byte string of a frame, in memory always bytes. */
export function frameBytes(size: { min: number; max: number }) {
  return z.instanceof(Uint8Array).refine((bytes) => bytes.length >= size.min && bytes.length <= size.max, {
    error: `must be ${size.min} to ${size.max} bytes`,
  });
}
