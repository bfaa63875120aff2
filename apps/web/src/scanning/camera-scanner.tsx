import { useEffect, useRef, useState } from 'react';
import { detailsText } from '../conversation/details-text.ts';
import { Button } from '../ui/button.tsx';
import { decodeFrame } from './decode-frame.ts';

const everyMs = 200;
const sidePx = 480;

type CameraScannerProps = { readonly onScan: (bytes: Uint8Array) => void; readonly onStop: () => void };

/** Looks through the camera until it sees a code. Nothing is recorded or sent. */
export function CameraScanner({ onScan, onStop }: CameraScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [refused, setRefused] = useState(false);
  const found = useRef(onScan);
  useEffect(() => {
    found.current = onScan;
  }, [onScan]);

  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const look = () => {
      const bytes = video.current === null ? null : decodeVideo(video.current);
      if (bytes !== null) found.current(bytes);
      else if (!stopped) timer = setTimeout(look, everyMs);
    };
    const start = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (stopped || video.current === null) return end();
      video.current.srcObject = stream;
      await video.current.play();
      look();
    };
    const end = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    start().catch(() => setRefused(true));
    return () => {
      stopped = true;
      clearTimeout(timer);
      end();
    };
  }, []);

  return (
    <div className="grid w-full justify-items-center gap-3">
      {refused ? (
        <p className="text-sm text-muted">{detailsText.noCamera}</p>
      ) : (
        <>
          <video
            ref={video}
            playsInline
            muted
            className="aspect-square w-60 rounded-xl bg-sunken object-cover"
          />
          <p className="text-sm text-muted">{detailsText.scanHint}</p>
        </>
      )}
      <Button size="small" look="text" onClick={onStop}>
        {detailsText.stopScan}
      </Button>
    </div>
  );
}

function decodeVideo(video: HTMLVideoElement): Uint8Array | null {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0) return null;
  const side = Math.min(videoWidth, videoHeight);
  const canvas = new OffscreenCanvas(sidePx, sidePx);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  const left = (videoWidth - side) / 2;
  const top = (videoHeight - side) / 2;
  context.drawImage(video, left, top, side, side, 0, 0, sidePx, sidePx);
  return decodeFrame(context.getImageData(0, 0, sidePx, sidePx));
}
