export const overlayText = { close: 'Close' };
