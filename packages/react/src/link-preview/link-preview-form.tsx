import { type LinkPreview, type PreviewImage, richLimits } from '@sotto/client';
import { ImagePlus, X } from 'lucide-react';
import {
  type ClipboardEvent,
  type InputHTMLAttributes,
  type KeyboardEvent,
  type SubmitEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { pictureUrl } from '../avatar/picture-url.ts';
import { type PictureRefusal, pictureTypes, reducePicture } from '../avatar/reduce-picture.ts';
import { IconButton } from '../button/icon-button.tsx';
import { linkPreviewText as text } from './text.ts';

type LinkPreviewFormProps = {
  readonly url: string;
  /** What is changed; `null` at the first time. */
  readonly preview: LinkPreview | null;
  readonly onSave: (preview: LinkPreview) => void;
  readonly onCancel: () => void;
};

const { previewTitleCharacters, previewDescriptionCharacters } = richLimits;

/** Title, description and picture of a link, in the words of whoever sends it. */
export function LinkPreviewForm({ url, preview, onSave, onCancel }: LinkPreviewFormProps) {
  const [title, setTitle] = useState(preview?.title ?? '');
  const [description, setDescription] = useState(preview?.description ?? '');
  const [image, setImage] = useState<PreviewImage | null>(preview?.image ?? null);
  const [refusal, setRefusal] = useState<PictureRefusal | null>(null);
  const [asked, setAsked] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const titleFault =
    title.trim() === '' ? (asked ? text.noTitle : null) : over(title, previewTitleCharacters);
  const descriptionFault = over(description, previewDescriptionCharacters);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const reduced = await reducePicture(file);
    setRefusal(reduced.kind === 'refused' ? reduced.reason : null);
    if (reduced.kind === 'picture') setImage(reduced.picture);
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    // A page around this may have a form of its own.
    event.stopPropagation();
    setAsked(true);
    if (title.trim() === '' || titleFault !== null || descriptionFault !== null)
      return first.current?.focus();
    const { siteName = '' } = preview ?? {};
    onSave({ url, title: oneLine(title), description: oneLine(description), siteName, image });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.stopPropagation();
    onCancel();
  };
  const onPaste = (event: ClipboardEvent) => {
    const file = [...event.clipboardData.files].find(({ type }) => type.startsWith('image/'));
    if (file === undefined) return;
    // Meant for here, not to be sent as a file.
    event.preventDefault();
    event.stopPropagation();
    void take(file);
  };

  return (
    <form
      className="sotto-link-form"
      aria-label={text.form}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    >
      <Field label={text.title} value={title} onText={setTitle} fault={titleFault} ref={first} />
      <Field label={text.description} value={description} onText={setDescription} fault={descriptionFault} />
      <div className="sotto-link-form-line">
        {image === null ? (
          <button type="button" className="sotto-chip" onClick={() => input.current?.click()}>
            <ImagePlus aria-hidden="true" />
            {text.picture}
          </button>
        ) : (
          <>
            <img src={pictureUrl(image)} alt="" />
            <IconButton icon={X} label={text.removePicture} onClick={() => setImage(null)} />
          </>
        )}
        <button type="button" className="sotto-chip" onClick={onCancel}>
          {text.cancel}
        </button>
        <button type="submit" className="sotto-chip" data-main>
          {preview === null ? text.add : text.save}
        </button>
      </div>
      <p role={refusal === null ? undefined : 'alert'}>
        {refusal === null ? text.note : text.pictureRefusals[refusal]}
      </p>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={text.picture}
        accept={pictureTypes.join(',')}
        onChange={({ target }) => {
          void take(target.files?.[0]);
          target.value = '';
        }}
      />
    </form>
  );
}

type FieldProps = Pick<InputHTMLAttributes<HTMLInputElement>, 'value'> & {
  readonly label: string;
  readonly onText: (text: string) => void;
  readonly fault: string | null;
  readonly ref?: React.Ref<HTMLInputElement>;
};

function Field({ label, value, onText, fault, ref }: FieldProps) {
  const faultId = useId();
  return (
    <label>
      <span>{label}</span>
      <input
        ref={ref}
        type="text"
        dir="auto"
        autoComplete="off"
        value={value}
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault === null ? undefined : faultId}
        onChange={(event) => onText(event.target.value)}
      />
      {fault !== null && (
        <span id={faultId} role="alert">
          {fault}
        </span>
      )}
    </label>
  );
}

function over(written: string, charactersMax: number): string | null {
  const characters = oneLine(written).length - charactersMax;
  return characters > 0 ? text.tooLong(characters) : null;
}

function oneLine(written: string): string {
  return written.replaceAll(/\s+/g, ' ').trim();
}
