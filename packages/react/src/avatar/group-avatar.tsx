import type { GroupPicture } from '@sotto/client';
import { Users } from 'lucide-react';
import { avatarColour } from './avatar-colour.ts';
import { initials } from './initials.ts';
import { pictureUrl } from './picture-url.ts';

type GroupAvatarProps = {
  /** Chooses the colour when there is no picture. */
  readonly id: string;
  readonly name: string;
  readonly picture: GroupPicture | null;
  readonly size?: 'small' | 'medium' | 'large' | 'huge';
};

/** Stands for a group: people are round, groups have corners. The name is always next to it. */
export function GroupAvatar({ id, name, picture, size = 'medium' }: GroupAvatarProps) {
  const url = picture === null ? undefined : pictureUrl(picture);
  return (
    <span
      className="sotto-avatar"
      data-shape="group"
      data-size={size}
      data-colour={avatarColour(id)}
      aria-hidden="true"
    >
      {url !== undefined ? (
        <img className="sotto-avatar-picture" src={url} alt="" decoding="sync" />
      ) : (
        initials(name) || <Users className="sotto-avatar-sign" />
      )}
    </span>
  );
}
