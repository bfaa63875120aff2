export const receiptsText = {
  title: 'Message info',
  read: (count: number) => `Read by ${count.toLocaleString()}`,
  delivered: (count: number) => `Delivered to ${count.toLocaleString()}`,
  sent: (count: number) => `Not yet delivered to ${count.toLocaleString()}`,
  none: 'Nobody is told who has received or read this.',
  loading: 'Reading who has it',
  note: 'Only people who share read receipts with you are shown as having read it.',
};
