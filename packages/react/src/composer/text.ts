export const composerText = {
  label: (name: string) => `Message to ${name}`,
  placeholder: 'Write a message',
  placeholderNotes: 'Write a note',
  send: 'Send',
  formatting: 'Formatting',
  add: 'Add to the message',
  tooLong: (bytes: number) =>
    `Too long by ${bytes.toLocaleString()} characters. Shorten it or send it in parts.`,
  nearlyFull: (bytes: number) => `${bytes.toLocaleString()} characters left`,
  notSaved: 'The message could not be queued. Your text is still here.',
  formats: {
    bold: 'Bold',
    italic: 'Italic',
    strike: 'Strikethrough',
    code: 'Code',
    quote: 'Quote',
    list: 'List',
  },
};
