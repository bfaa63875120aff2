import type { Person, Self } from '@sotto/client';
import { useClient, useQuery } from '@sotto/react';
import { Search, UserPlus, Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import { VList } from 'virtua';
import { useOverlay } from '../overlay/overlay-state.ts';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { matchingPeople } from './matches.ts';
import { PersonRow } from './person-row.tsx';
import { peopleText } from './text.ts';

/** Everybody in the organisation. */
export function PeopleScreen({ self }: { self: Self }) {
  const client = useClient();
  const people = useQuery(client.people);
  const [, go] = usePlace();
  const { show } = useOverlay();
  const [typed, setTyped] = useState('');
  useEffect(() => {
    client.refreshPeople().catch(() => {});
  }, [client]);

  const others = people.filter((person) => person.accountId !== self.accountId);
  const found = matchingPeople(others, typed);
  const mayInvite = self.role !== 'member';
  const write = async (person: Person) => {
    go(places.conversation(await client.openDirectConversation(person.accountId)));
  };
  const invite = mayInvite && (
    <Button onClick={() => show({ kind: 'invite' })}>
      <UserPlus className="size-4" aria-hidden="true" />
      {peopleText.invite}
    </Button>
  );

  return (
    <section className="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col" data-region="people">
      <header className="flex flex-none flex-wrap items-center justify-between gap-3 px-5 pt-6 pb-4 md:px-8">
        <div>
          <h1 className="text-2xl font-semibold tracking-[-0.02em]">{peopleText.title}</h1>
          {others.length > 0 && <p className="text-sm text-muted">{peopleText.count(others.length + 1)}</p>}
        </div>
        {others.length > 0 && invite}
      </header>
      {others.length === 0 ? (
        <EmptyState
          icon={Users}
          title={peopleText.nobodyTitle}
          text={mayInvite ? peopleText.nobodyText : peopleText.nobodyTextMember}
        >
          {invite}
        </EmptyState>
      ) : (
        <>
          <div className="relative flex-none px-5 pb-3 md:px-8">
            <Search
              className="pointer-events-none absolute start-8 top-3.5 size-4 text-faint md:start-11"
              aria-hidden="true"
            />
            <input
              type="search"
              className="field ps-9"
              aria-label={peopleText.search}
              placeholder={peopleText.search}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
          {found.length === 0 ? (
            <EmptyState
              icon={Search}
              title={peopleText.noMatchTitle}
              text={peopleText.noMatchText(typed.trim().slice(0, 64))}
            />
          ) : (
            <VList className="scroll min-h-0 flex-1" data={found}>
              {(person) => (
                <button
                  key={person.accountId}
                  type="button"
                  title={peopleText.write(person.displayName)}
                  onClick={() => void write(person)}
                  className="mx-2 flex w-[calc(100%-1rem)] items-center gap-3.5 rounded-xl px-3 py-2.5 hover:bg-hover focus-visible:-outline-offset-2 md:mx-5 md:w-[calc(100%-2.5rem)]"
                >
                  <PersonRow person={person} />
                </button>
              )}
            </VList>
          )}
        </>
      )}
    </section>
  );
}
