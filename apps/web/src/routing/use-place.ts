import { useHashLocation } from 'wouter/use-hash-location';

/** Where one is, and how to go elsewhere. */
export function usePlace(): readonly [
  place: string,
  go: (place: string, options?: { replace?: boolean }) => void,
] {
  return useHashLocation();
}
