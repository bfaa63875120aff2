export const overlayText = { close: 'Close', back: 'Back' };
