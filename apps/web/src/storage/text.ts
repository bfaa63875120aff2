export const storageText = {
  temporary:
    'This window keeps nothing: when you close it, you are signed out and messages on this device are gone.',
  unavailableTitle: 'Your messages cannot be opened',
  unavailableText:
    'What this browser kept is damaged or was written by a newer version. Load the page again; if that does not help, delete the data of this site in your browser and sign in anew.',
  reload: 'Load again',
};
