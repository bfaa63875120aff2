import { type EventDetails, richLimits } from '@sotto/client';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contactContent, emptyContact, withValue } from './contact-draft.ts';
import { eventContent, eventDraft, eventSpan, newEvent, withStart } from './event-draft.ts';
import { emptyPoll, pollContent, repeats, withOption, withoutOption } from './poll-draft.ts';
import { readCoordinates } from './read-coordinates.ts';

describe('a poll that is being made', () => {
  const filled = withOption(withOption({ ...emptyPoll, question: ' When? ' }, 0, 'Monday'), 1, 'Friday');

  test('always has one more answer to fill in, up to as many as people can compare', () => {
    expect(filled.options).toEqual(['Monday', 'Friday', '']);
    const many = withOption(filled, 2, Array.from({ length: 100 }, (_, index) => `at ${index}`).join('\n'));
    expect(many.options).toHaveLength(richLimits.pollOptionsMax);
  });

  test('takes a pasted list as answers', () => {
    expect(withOption(emptyPoll, 0, 'one\r\ntwo\n\nthree\n').options).toEqual(['one', 'two', 'three', '']);
  });

  test('can lose answers, and never has fewer than two fields', () => {
    expect(withoutOption(filled, 0).options).toEqual(['Friday', '']);
    expect(withoutOption(withoutOption(filled, 0), 0).options).toEqual(['', '']);
  });

  test('is sent with a question and two answers that differ', () => {
    expect(pollContent(filled, 0)).toEqual({
      kind: 'poll',
      question: 'When?',
      options: ['Monday', 'Friday'],
      choicesMax: 1,
      closesAt: null,
    });
    expect(pollContent({ ...filled, question: ' ' }, 0)).toBeNull();
    expect(pollContent(withoutOption(filled, 0), 0)).toBeNull();
    const twice = withOption(filled, 1, ' Monday ');
    expect(pollContent(twice, 0)).toBeNull();
    expect([repeats(twice, 0), repeats(twice, 1)]).toEqual([false, true]);
  });

  test('says how many may be chosen and when it closes', () => {
    const three = withOption(filled, 2, 'Sunday');
    const several = { ...three, several: true, closesInHours: 24 };
    expect(pollContent(several, 1000)).toMatchObject({ choicesMax: 3, closesAt: 86_401_000 });
    expect(pollContent({ ...several, choicesMax: 2 }, 0)).toMatchObject({ choicesMax: 2 });
    expect(pollContent({ ...several, choicesMax: 9 }, 0)).toMatchObject({ choicesMax: 3 });
  });
});

describe('coordinates', () => {
  test.each([
    ['47.3769, 8.5417', 47.3769, 8.5417],
    ['47.3769° N, 8.5417° W', 47.3769, -8.5417],
    ['33.8688 S 151.2093 E', -33.8688, 151.2093],
    ['geo:47.3769,8.5417;u=20', 47.3769, 8.5417],
    ['(-12,-77)', -12, -77],
  ])('%j is a place', (text, latitude, longitude) => {
    expect(readCoordinates(text)).toEqual({ latitude, longitude });
  });

  test.each(['', '47.3769', '91, 0', '0, 181', 'https://maps.example/@47,8', '47,3769, 8,5417', 'N, E'])(
    '%j is none',
    (text) => {
      expect(readCoordinates(text)).toBeNull();
    },
  );

  test('whatever is typed is a place on earth or none', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const found = readCoordinates(text);
        if (found === null) return;
        expect(Math.abs(found.latitude)).toBeLessThanOrEqual(90);
        expect(Math.abs(found.longitude)).toBeLessThanOrEqual(180);
      }),
    );
  });
});

describe('a contact that is being made', () => {
  test('keeps what the lines of a file were called, and leaves blanks out', () => {
    const draft = { ...emptyContact, name: ' Ida ', phones: [{ label: 'mobile', value: '1' }] };
    const changed = withValue(withValue(draft, 'phones', 0, '2'), 'phones', 1, '  ');
    expect(contactContent(changed)).toMatchObject({
      card: { name: 'Ida', phones: [{ label: 'mobile', value: '2' }] },
    });
    expect(contactContent(emptyContact)).toBeNull();
  });
});

describe('an event that is being made', () => {
  const event: EventDetails = {
    title: 'Recital',
    description: '',
    place: '',
    startsAt: Date.UTC(2026, 5, 20, 17, 0),
    endsAt: Date.UTC(2026, 5, 20, 19, 30),
    allDay: false,
    suggestedReminderMinutes: 45,
    cancelled: false,
  };
  const content = (details: EventDetails) => {
    const { cancelled, ...rest } = details;
    return { kind: 'event', event: rest };
  };

  test('begins at the next full hour', () => {
    const span = eventSpan(newEvent(Date.UTC(2026, 5, 20, 16, 20)));
    expect(span).toEqual({ startsAt: Date.UTC(2026, 5, 20, 17), endsAt: Date.UTC(2026, 5, 20, 18) });
  });

  test('is the one that was read from a file, through the fields and back', () => {
    expect(eventContent(eventDraft(event))).toEqual(content(event));
    const days = { ...event, startsAt: Date.UTC(2026, 5, 20), endsAt: Date.UTC(2026, 5, 22), allDay: true };
    expect(eventContent(eventDraft(days))).toEqual(content(days));
    expect(eventDraft(days).endDate).toBe('2026-06-21');
  });

  test('lasts as long as before when its beginning is moved', () => {
    const moved = withStart(eventDraft(event), { startDate: '2026-12-31', startTime: '23:00' });
    expect([moved.endDate, moved.endTime]).toEqual(['2027-01-01', '01:30']);
  });

  test('is not sent without a title, or when it ends before it begins', () => {
    expect(eventContent({ ...eventDraft(event), title: '  ' })).toBeNull();
    expect(eventContent({ ...eventDraft(event), endDate: '2026-06-19' })).toBeNull();
    expect(eventContent({ ...eventDraft(event), startTime: '' })).toBeNull();
  });
});
