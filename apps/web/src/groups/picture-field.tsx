import type { GroupPicture } from '@sotto/client';
import { GroupAvatar, type PictureRefusal, pictureTypes, reducePicture } from '@sotto/react';
import { ImagePlus } from 'lucide-react';
import { type ChangeEvent, type ClipboardEvent, type DragEvent, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { fieldsText as text } from './fields-text.ts';

type PictureFieldProps = {
  readonly id: string;
  readonly name: string;
  readonly picture: GroupPicture | null;
  readonly onChange: (picture: GroupPicture | null) => void;
};

/** The picture of a group: chosen, dropped or pasted. */
export function PictureField({ id, name, picture, onChange }: PictureFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<PictureRefusal | null>(null);
  const [over, setOver] = useState(false);

  const take = async (files: FileList | null) => {
    const file = [...(files ?? [])].find((one) => one.type.startsWith('image/')) ?? files?.[0];
    if (file === undefined) return;
    const reduced = await reducePicture(file);
    setRefusal(reduced.kind === 'refused' ? reduced.reason : null);
    if (reduced.kind === 'picture') onChange(reduced.picture);
  };
  const onPick = (event: ChangeEvent<HTMLInputElement>) => {
    const { files } = event.target;
    void take(files).finally(() => {
      if (input.current !== null) input.current.value = '';
    });
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    void take(event.clipboardData.files);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping and pasting are shortcuts of the button
    <div
      className={`-m-2 flex items-center gap-4 rounded-2xl p-2 ${over ? 'bg-selected' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      onPaste={onPaste}
    >
      <GroupAvatar id={id} name={name} picture={picture} size="large" />
      <div className="grid gap-1.5">
        <div className="flex flex-wrap gap-2">
          <Button size="small" look="outline" onClick={() => input.current?.click()}>
            <ImagePlus className="size-4" aria-hidden="true" />
            {picture === null ? text.addPicture : text.changePicture}
          </Button>
          {picture !== null && (
            <Button size="small" look="text" onClick={() => onChange(null)}>
              {text.removePicture}
            </Button>
          )}
        </div>
        <p role="status" className={`text-[0.8125rem] ${refusal === null ? 'text-muted' : 'text-danger'}`}>
          {refusal === null ? text.pictureNote : text.pictureRefusals[refusal]}
        </p>
      </div>
      <input ref={input} type="file" accept={pictureTypes.join(',')} hidden onChange={onPick} />
    </div>
  );
}
