export const voiceButtonText = {
  record: 'Record a voice message',
  recordHint: 'Hold to record, or press once to record without holding',
};
