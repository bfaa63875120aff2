import type { AccountOutcome } from '@sotto/client';

type Reason = Extract<AccountOutcome, { kind: 'refused' }>['reason'];

export const welcomeText = {
  promise: 'Say it quietly.',
  promiseDetail: 'Messages, readable only by the people they are for.',
  points: [
    [
      'Private from the start',
      'What you write is sealed on your device and opened on theirs. There is no switch to turn that off.',
    ],
    ['Yours', 'Your organisation runs it. No other company is involved.'],
    ['Always there', 'Reading and writing work without a connection. Everything is sent when it is back.'],
  ],
  signIn: {
    title: (organisation: string | null) =>
      organisation === null ? 'Welcome back' : `Sign in to ${organisation}`,
    subtitle: 'Good to see you again.',
    username: 'Username',
    passphrase: 'Passphrase',
    submit: 'Sign in',
    noAccount: 'No account yet? Ask somebody in your organisation for an invite link.',
    notSetUp: 'This server is not set up yet. Open the link it printed when it was started.',
    ended: {
      'signed-out': null,
      'session-ended':
        'You were signed out because this device was not used for a long time, or by you elsewhere.',
      'device-removed': 'This device was signed out from another one of yours.',
    },
  },
  setUp: {
    step: (at: number, of: number) => `Step ${at} of ${of}`,
    nameTitle: 'What is your organisation called?',
    nameSubtitle: 'People see this name when they are invited. You can change it later.',
    name: 'Name',
    namePlaceholder: 'Northside Music Studio',
    profileTitle: 'What is it like?',
    profileSubtitle: 'This chooses sensible defaults. Nothing is locked by it.',
    profiles: {
      studio: ['Studio or school', 'Teachers, students and parents. Lessons, notes and files in one place.'],
      bank: ['Bank or office', 'Staff only. Careful defaults, records and clear responsibilities.'],
      social: ['Club or community', 'Friends and large groups. Easy to join, light to use.'],
      jeweller: ['Shop or workshop', 'A small team and its customers, order by order.'],
    },
    accountTitle: 'And you?',
    accountSubtitle: 'You will be the owner. You can invite everybody else in a minute.',
    submit: 'Create organisation',
  },
  invite: {
    title: (organisation: string) => `Join ${organisation}`,
    invitedBy: (name: string) => `${name} invited you.`,
    invited: 'You are invited.',
    submit: 'Create account',
    haveAccount: 'I have an account already',
    badTitle: 'This link does not work any more',
    badText: 'It may have been used up or have expired. Ask for a new one.',
    offline: 'The server cannot be reached. Check your connection and try again.',
    tryAgain: 'Try again',
    toSignIn: 'Go to sign in',
    checking: 'Checking the invite',
  },
  account: {
    displayName: 'Your name',
    displayNameHint: 'What others see.',
    username: 'Username',
    usernameHint: 'What you sign in with. Small letters, digits, dots and dashes.',
    usernameInvalid: 'Use 2 to 32 small letters, digits, dots, dashes or underscores.',
    passphrase: 'Passphrase',
    passphraseHint: 'A few words that you will remember. Nobody can reset it for you, not even the server.',
    show: 'Show passphrase',
    hide: 'Hide passphrase',
    strength: ['Too short', 'Easy to guess', 'Fair', 'Good', 'Strong'],
    strengthLabel: 'Strength',
    working: 'This takes a few seconds',
  },
  next: 'Continue',
  back: 'Back',
  refusals: {
    'invite-invalid': 'This invite has been used up or has expired. Ask for a new one.',
    'username-taken': 'This username is taken. Try another one.',
    'wrong-credentials': 'Username and passphrase do not match.',
    'weak-passphrase': 'This passphrase is too easy to guess. Use more words, or less common ones.',
    'too-many-attempts': 'Too many attempts.',
    offline: 'The server cannot be reached. Check your connection and try again.',
    'device-limit': 'You are signed in on ten devices already. Sign out of one of them first.',
    'account-suspended': 'This account is suspended. Ask an administrator.',
  } satisfies Record<Reason, string>,
  tryAgainIn: (seconds: number) =>
    seconds < 90 ? `Try again in ${seconds} seconds.` : `Try again in ${Math.ceil(seconds / 60)} minutes.`,
  failed: 'That did not work. Nothing was changed; please try again.',
};
