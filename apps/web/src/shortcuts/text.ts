export const shortcutText = {
  title: 'Keyboard shortcuts',
  groups: [
    [
      'Anywhere',
      [
        ['Search or jump', ['Ctrl', 'K']],
        ['New conversation or group', ['Alt', 'N']],
        ['Previous or next conversation', ['Alt', '↑', '↓']],
        ['Previous or next unread', ['Alt', 'Shift', '↑', '↓']],
        ['Next part of the window', ['F6']],
        ['Settings', ['Ctrl', ',']],
        ['This list', ['Ctrl', '/']],
        ['Close, or back to writing', ['Esc']],
      ],
    ],
    [
      'Writing',
      [
        ['Send', ['Enter']],
        ['New line', ['Shift', 'Enter']],
        ['Bold', ['Ctrl', 'B']],
        ['Italic', ['Ctrl', 'I']],
        ['Strikethrough', ['Ctrl', 'Shift', 'X']],
        ['Code', ['Ctrl', 'E']],
      ],
    ],
    [
      'Choosing people',
      [
        ['Choose, or take back', ['Enter']],
        ['Take the last one back', ['Backspace']],
        ['To the chosen ones', ['←', '→']],
        ['Go on', ['Enter']],
      ],
    ],
    [
      'In a conversation',
      [
        ['Previous or next message', ['↑', '↓']],
        ['The same, with letters', ['K', 'J']],
        ['First or last message', ['Home', 'End']],
        ['Everything about a message', ['Enter']],
        ['Reply, or reply in a thread', ['R', 'T']],
        ['React', ['+']],
        ['Edit, forward', ['E', 'F']],
        ['Pin, star, copy', ['P', 'S', 'C']],
        ['Delete', ['Delete']],
        ['Edit your last message', ['↑']],
        ['Who has read a message of yours', ['I']],
        ['Details, or group info', ['Alt', 'I']],
      ],
    ],
  ] as const,
};
