export const newConversationText = {
  title: 'New conversation',
  label: 'Who do you want to write to?',
  placeholder: 'Name or username',
  noteToSelf: 'Note to Self',
  noteToSelfDetail: 'Things only you can read',
  nothing: 'Nobody by that name',
  nobody: 'Nobody else has joined yet',
};
