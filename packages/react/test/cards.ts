import type { ContactPart, EventPart, LocationPart, PollPart } from '@sotto/client';
import { annaNamed, benNamed } from './items.ts';

/** Cards as a client presents them, to be changed by a test. */

export function poll(change: Partial<PollPart> = {}): PollPart {
  return {
    kind: 'poll',
    question: 'When shall we rehearse?',
    options: [
      { text: 'Monday', votes: 1, voters: [benNamed], chosen: false },
      { text: 'Tuesday', votes: 0, voters: [], chosen: false },
      { text: 'Friday', votes: 1, voters: [benNamed], chosen: false },
    ],
    choicesMax: 1,
    closesAt: null,
    closed: false,
    voters: 1,
    mayClose: false,
    ...change,
  };
}

export function place(change: Partial<LocationPart> = {}): LocationPart {
  return {
    kind: 'location',
    latitude: 47.3769,
    longitude: 8.5417,
    uncertaintyMeters: 20,
    label: 'The old mill',
    ...change,
  };
}

export function contact(change: Partial<ContactPart> = {}): ContactPart {
  return {
    kind: 'contact',
    name: 'Ida Lindqvist',
    organisation: 'Piano Service Nord',
    title: 'Tuner',
    phones: [{ label: 'mobile', value: '+46 70 123 45 67' }],
    emails: [{ label: 'work', value: 'ida@pianonord.example' }],
    addresses: [],
    urls: [{ label: '', value: 'https://pianonord.example/' }],
    note: '',
    person: null,
    ...change,
  };
}

export function event(change: Partial<EventPart> = {}): EventPart {
  return {
    kind: 'event',
    title: 'Summer recital',
    description: 'Doors open at six.',
    place: 'Great hall',
    startsAt: Date.UTC(2026, 5, 20, 17, 0),
    endsAt: Date.UTC(2026, 5, 20, 19, 30),
    allDay: false,
    suggestedReminderMinutes: 45,
    cancelled: false,
    answers: [{ answer: 'yes', people: [annaNamed, benNamed] }],
    ownAnswer: 'yes',
    reminderMinutes: null,
    ...change,
  };
}
