import type { GroupPicture } from '@sotto/client';

/** A picture to look at, drawn here: an evening with a moon. */
export async function paintedPicture(): Promise<GroupPicture | null> {
  const canvas = document.createElement('canvas');
  canvas.width = 256;
  canvas.height = 256;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const sky = context.createLinearGradient(0, 0, 0, 256);
  sky.addColorStop(0, '#2b2a63');
  sky.addColorStop(0.6, '#c9596a');
  sky.addColorStop(1, '#f6b26b');
  context.fillStyle = sky;
  context.fillRect(0, 0, 256, 256);
  context.fillStyle = '#fff3d0';
  context.beginPath();
  context.arc(168, 92, 34, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = '#1d1b38';
  context.beginPath();
  context.moveTo(0, 256);
  context.lineTo(0, 190);
  context.quadraticCurveTo(80, 130, 150, 200);
  context.quadraticCurveTo(200, 160, 256, 206);
  context.lineTo(256, 256);
  context.fill();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  if (blob === null) return null;
  return { mediaType: 'image/jpeg', bytes: new Uint8Array(await blob.arrayBuffer()) };
}
