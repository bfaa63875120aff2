const groupSize = 5;

/** 60 digits in 12 groups of 5, to be read aloud and compared. */
export function SafetyDigits({ digits }: { digits: string }) {
  const groups = digits.match(new RegExp(`.{1,${groupSize}}`, 'g')) ?? [];
  return (
    <p className="sotto-safety-digits" dir="ltr">
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a number never change places
        <span key={index}>{group}</span>
      ))}
    </p>
  );
}
