import type { GroupChange, GroupNotice } from '@sotto/client';
import { nameList } from '../people/name-list.ts';
import { safeName } from '../text/safe-name.ts';
import { groupNoticeSentences as say } from './notice-sentences.ts';

/** What changed in a group, in one plain sentence, on screen and aloud. */
export function groupNoticeText({ actor, change }: Pick<GroupNotice, 'actor' | 'change'>): string {
  const who = actor.self ? say.you : safeName(actor.name);
  return sentence(change, who, actor.self);
}

function sentence(change: GroupChange, who: string, mine: boolean): string {
  switch (change.kind) {
    case 'created':
      return say.created(who, safeName(change.name));
    case 'added':
      return say.added(who, nameList(change.people));
    case 'removed':
      return say.removed(who, nameList(change.people));
    case 'left':
      return say.left(who);
    case 'joined':
      return say.joined(who);
    case 'renamed':
      return say.renamed(who, safeName(change.after));
    case 'description':
      return change.text === '' ? say.descriptionRemoved(who) : say.description(who);
    case 'picture':
      return change.removed ? say.pictureRemoved(who) : say.picture(who);
    case 'role-changed':
      return say.roles[change.role](who, nameList([change.person]));
    case 'policy-changed':
      return say.policy(who, say.histories[change.history.kind]);
    case 'devices':
      return say.devices(who, mine, change.added, change.removed);
    case 'change-refused':
      return say.changeRefused(who, mine);
    case 'identity-changed':
      return mine ? say.ownIdentityChanged : say.identityChanged(who);
    case 'fork-detected':
      return change.here ? say.forkHere : say.forkTheirs(who, mine);
    case 'rejoined':
      return say.rejoined(who, mine);
  }
}
