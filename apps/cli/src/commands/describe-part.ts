import { type BodyPart, geoUri, type NamedPerson } from '@sotto/client';

type NameOf = (accountId: string) => string;

/** One part of a message in words and as data; text has its own place in a line. */
export function describePart(part: BodyPart, nameOf: NameOf): { words: string; value: object } {
  const names = (people: readonly NamedPerson[]) => people.map((person) => nameOf(person.accountId));
  switch (part.kind) {
    case 'text': {
      const { kind, text, mentions, mentionsAll } = part;
      return {
        words: text,
        value: { kind, text, mentions: names(mentions), ...(mentionsAll ? { mentions_all: true } : {}) },
      };
    }
    case 'poll': {
      const options = part.options.map(({ text, votes, voters, chosen }) => ({
        text,
        votes,
        voters: names(voters),
        chosen,
      }));
      const tally = options.map(({ text, votes, chosen }) => `${text} ${votes}${chosen ? '*' : ''}`);
      return {
        words: `[poll: ${part.question} (${tally.join(', ')})${part.closed ? ', closed' : ''}]`,
        value: {
          kind: part.kind,
          question: part.question,
          options,
          choices_max: part.choicesMax,
          closes_at: timeOf(part.closesAt),
          closed: part.closed,
          voters: part.voters,
        },
      };
    }
    case 'location': {
      const { kind, latitude, longitude, uncertaintyMeters, label } = part;
      return {
        words: `[place: ${[label, geoUri(part)].filter(Boolean).join(', ')}]`,
        value: { kind, latitude, longitude, uncertainty_meters: uncertaintyMeters, label },
      };
    }
    case 'contact': {
      const { person, ...card } = part;
      const ways = [...card.phones, ...card.emails].map(({ value }) => value);
      return {
        words: `[contact: ${[card.name, ...ways].join(', ')}]`,
        value: { ...card, person: person === null ? null : nameOf(person.accountId) },
      };
    }
    case 'event': {
      const { title, description, place, startsAt, endsAt, allDay, cancelled } = part;
      return {
        words: `[event: ${title}, ${timeOf(startsAt)}${cancelled ? ', cancelled' : ''}]`,
        value: {
          kind: part.kind,
          title,
          description,
          place,
          starts_at: timeOf(startsAt),
          ends_at: timeOf(endsAt),
          all_day: allDay,
          cancelled,
          answers: Object.fromEntries(part.answers.map(({ answer, people }) => [answer, names(people)])),
          own_answer: part.ownAnswer,
          reminder_minutes: part.reminderMinutes,
        },
      };
    }
    case 'file': {
      const { kind, fileId, name, mediaType, bytes, show, viewOnce, noForward, state } = part;
      return {
        words: `[${name}, ${bytes} bytes]`,
        value: {
          kind,
          file_id: fileId,
          name,
          media_type: mediaType,
          bytes,
          shown_as: show,
          view_once: viewOnce,
          no_forward: noForward,
          state: state.kind,
          ...(state.kind === 'refused' ? { reason: state.reason } : {}),
        },
      };
    }
    case 'link-preview': {
      const { kind, url, title, description, siteName } = part;
      return { words: '', value: { kind, url, title, description, site_name: siteName } };
    }
    case 'unknown':
      return {
        words: '[of a kind that a newer version knows]',
        value: { kind: part.kind },
      };
  }
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
