export const markdownText = {
  copyCode: 'Copy',
  copied: 'Copied',
  opensNewTab: (address: string) => `Opens ${address} in a new tab`,
};
