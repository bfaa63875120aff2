const few = /^(?:\p{RGI_Emoji}\s?){1,3}$/v;
const lengthMax = 48;

/** Whether a message is nothing but one to three emoji, which are shown large. */
export function onlyEmoji(text: string): boolean {
  return text.length <= lengthMax && few.test(text.trim());
}
