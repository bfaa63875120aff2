import { useState } from 'react';

const waitMs = 20_000;

type WhereIAm = { readonly looking: boolean; readonly failed: boolean; readonly look: () => void };

/** Asks the device once where it is; the browser asks the person. */
export function useWhereIAm(onFound: (position: GeolocationCoordinates) => void): WhereIAm {
  const [state, setState] = useState<'idle' | 'looking' | 'failed'>('idle');
  const look = () => {
    setState('looking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle');
        onFound(coords);
      },
      () => setState('failed'),
      { enableHighAccuracy: true, timeout: waitMs, maximumAge: 60_000 },
    );
  };
  return { looking: state === 'looking', failed: state === 'failed', look };
}
