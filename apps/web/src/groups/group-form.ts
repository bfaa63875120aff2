import { type GroupPicture, groupDescriptionCharactersMax, groupNameCharactersMax } from '@sotto/client';

/** What a group says of itself, while somebody types it. */
export type GroupForm = {
  readonly name: string;
  readonly description: string;
  readonly picture: GroupPicture | null;
};

export const emptyGroupForm: GroupForm = { name: '', description: '', picture: null };

/** Characters as people count them: an emoji is one. */
function length(text: string): number {
  return Array.from(text.trim()).length;
}

/** How many characters a field has room for; negative when it is too long. */
export function room(form: GroupForm): { readonly name: number; readonly description: number } {
  return {
    name: groupNameCharactersMax - length(form.name),
    description: groupDescriptionCharactersMax - length(form.description),
  };
}

/** Whether a group can be called so. */
export function isNamed(form: GroupForm): boolean {
  const left = room(form);
  return form.name.trim() !== '' && left.name >= 0 && left.description >= 0;
}
