export const markdownText = {
  copyCode: 'Copy',
  copied: 'Copied',
  everyone: 'everyone',
  opensNewTab: (address: string) => `Opens ${address} in a new tab`,
};
