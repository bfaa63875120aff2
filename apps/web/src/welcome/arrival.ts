/** How one came into the app in this page: a device that was just signed in has no past of its own. */
export const arrival = { bySignIn: false };
