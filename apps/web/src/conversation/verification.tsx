import type { Person, SafetyNumber } from '@sotto/client';
import { QrCode, SafetyDigits, safeName, useClient } from '@sotto/react';
import { BadgeCheck, Camera, ImageUp } from 'lucide-react';
import { type ChangeEvent, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { detailsText } from './details-text.ts';

const CameraScanner = lazy(async () => ({
  default: (await import('../scanning/camera-scanner.tsx')).CameraScanner,
}));

type Result = 'match' | 'mismatch' | 'unreadable' | null;

/** Comparing the safety number, by eye, by ear or by camera. */
export function Verification({ person }: { person: Person }) {
  const client = useClient();
  const [number, setNumber] = useState<SafetyNumber | null>(null);
  const [scanning, setScanning] = useState(false);
  const [result, setResult] = useState<Result>(null);
  const file = useRef<HTMLInputElement>(null);
  const { accountId, verified } = person;
  const name = safeName(person.displayName);

  useEffect(() => {
    client.safetyNumber(accountId).then(setNumber, () => setNumber(null));
  }, [client, accountId]);

  const compare = async (scanned: Uint8Array) => {
    setScanning(false);
    const outcome = await client.compareScannedCode(accountId, scanned);
    setResult(outcome);
    if (outcome === 'match') await client.setVerified(accountId, true);
  };
  const fromPicture = async (event: ChangeEvent<HTMLInputElement>) => {
    const picture = event.target.files?.[0];
    event.target.value = '';
    if (picture === undefined) return;
    const { scanPicture } = await import('../scanning/scan-picture.ts');
    const scanned = await scanPicture(picture);
    if (scanned === null) setResult('unreadable');
    else await compare(scanned);
  };

  return (
    <section className="grid gap-4" aria-label={detailsText.verification}>
      <h3 className="text-sm font-semibold">{detailsText.verification}</h3>
      <p className="flex gap-2.5 text-sm text-muted">
        {verified && <BadgeCheck className="mt-0.5 size-4 flex-none text-accent-ink" aria-hidden="true" />}
        {verified ? detailsText.isVerified(name) : detailsText.notVerified(name)}
      </p>
      {number !== null && (
        <div className="grid justify-items-center gap-5 rounded-2xl border border-line p-5">
          {scanning ? (
            <Suspense>
              <CameraScanner onScan={compare} onStop={() => setScanning(false)} />
            </Suspense>
          ) : (
            <QrCode data={number.scannable} label={detailsText.qr} />
          )}
          <SafetyDigits digits={number.digits} />
          <div className="flex flex-wrap justify-center gap-2">
            <Button size="small" look="quiet" onClick={() => setScanning(true)}>
              <Camera className="size-4" aria-hidden="true" />
              {detailsText.scan}
            </Button>
            <Button size="small" look="quiet" onClick={() => file.current?.click()}>
              <ImageUp className="size-4" aria-hidden="true" />
              {detailsText.scanFile}
            </Button>
            <input ref={file} type="file" accept="image/*" hidden onChange={fromPicture} />
          </div>
        </div>
      )}
      <p role="status" className={`text-sm ${result === 'mismatch' ? 'text-danger' : 'text-muted'}`}>
        {result !== null && detailsText[result]}
      </p>
      {verified ? (
        <Button look="outline" onClick={() => void client.setVerified(accountId, false)}>
          {detailsText.removeVerified}
        </Button>
      ) : (
        <Button disabled={number === null} onClick={() => void client.setVerified(accountId, true)}>
          {detailsText.markVerified}
        </Button>
      )}
    </section>
  );
}
