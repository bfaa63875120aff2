import { useClient } from '@sotto/react';
import { useState } from 'react';

/** Username and passphrase. The passphrase never leaves this device, not even to sign in. */
export function SignIn() {
  const client = useClient();
  const [refused, setRefused] = useState<string | null>(null);
  const signIn = async (form: FormData) => {
    const outcome = await client.signIn({
      username: String(form.get('username')),
      passphrase: String(form.get('passphrase')),
      deviceName: 'CRM',
    });
    setRefused(outcome.kind === 'refused' ? outcome.reason : null);
  };
  return (
    <form action={signIn} className="sign-in">
      <h1>Sign in</h1>
      <label>
        Username
        <input name="username" autoComplete="username" required />
      </label>
      <label>
        Passphrase
        <input name="passphrase" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit">Sign in</button>
      <p role="alert">{refused}</p>
    </form>
  );
}
