// The tones as sound: their notes, and how a note is built on an audio clock. Shared by the live tones and by the track
// of listen mode. Knows no time of day and no page.

/**
 * Each tone: its notes as [seconds after its start, pitch in Hz, seconds it rings]. Rising means work, falling means
 * let go; a tone can be told from every other by the number, the direction or the length of its notes. All lie where a
 * phone's small speaker is loud and old ears still hear well: from D5 to D6.
 * @type {Record<string, [number, number, number][]>}
 */
const TONES = {
  ready: [[0, 587.3, 0.4]],
  count: [[0, 880, 0.12]],
  half: [[0, 784, 0.14], [0.2, 784, 0.22]],
  hold: [[0, 587.3, 0.18], [0.17, 880, 0.5]],
  release: [[0, 880, 0.18], [0.17, 587.3, 0.5]],
  change: [[0, 659.3, 0.16], [0.18, 880, 0.16], [0.36, 659.3, 0.4]],
  rest: [[0, 880, 0.3], [0.28, 698.5, 0.3], [0.56, 587.3, 0.8]],
  exercise: [[0, 587.3, 0.16], [0.16, 740, 0.16], [0.32, 880, 0.16], [0.48, 587.3, 0.8]],
  finish: [[0, 587.3, 0.2], [0.18, 740, 0.2], [0.36, 880, 0.2], [0.54, 1174.7, 1]],
};

/** Seconds that the longest tone rings. */
export const LONGEST_TONE = 1.7;

/**
 * How a note sounds: the strength of its overtones (the first is the note itself), its loudness in parts of full scale,
 * the seconds until it is there (shorter clicks), and what is left of it after 70 % of its length.
 * A soft one is warm and dies away; a strong one has many overtones and stays, so that it is heard through music.
 */
const SOFT = { overtones: [1, 0.35, 0.15], loudness: 0.45, attack: 0.015, left: 1 / 3 };
const STRONG = { overtones: [1, 0.5, 0.5, 0.3, 0.3], loudness: 0.6, attack: 0.008, left: 0.8 };

/**
 * Computing a wave from its overtones takes a millisecond, and a score has hundreds of notes: each clock's are kept.
 * @type {WeakMap<BaseAudioContext, Map<typeof SOFT, PeriodicWave>>}
 */
const waves = new WeakMap();

/**
 * @param {string} name
 * @returns {boolean}
 */
export function isTone(name) {
  return name in TONES;
}

/**
 * Plans a tone.
 * @param {BaseAudioContext} audio
 * @param {AudioNode} output
 * @param {string} name
 * @param {number} start on the audio clock, in seconds
 * @param {boolean} strong
 * @returns {OscillatorNode[]} its notes
 */
export function planTone(audio, output, name, start, strong) {
  return (TONES[name] ?? []).map((note) => planNote(audio, output, start, note, strong ? STRONG : SOFT));
}

/**
 * @param {BaseAudioContext} audio
 * @param {AudioNode} output
 * @param {number} start
 * @param {[number, number, number]} note
 * @param {typeof SOFT} kind
 */
function planNote(audio, output, start, [after, pitch, length], kind) {
  const { loudness, attack, left } = kind;
  const begin = start + after;
  const end = begin + attack + length;
  const oscillator = new OscillatorNode(audio, { frequency: pitch, periodicWave: waveOf(audio, kind) });
  const envelope = new GainNode(audio, { gain: 0 });
  envelope.gain.setValueAtTime(0, begin);
  envelope.gain.linearRampToValueAtTime(loudness, begin + attack);
  envelope.gain.exponentialRampToValueAtTime(loudness * left, begin + attack + 0.7 * length);
  envelope.gain.exponentialRampToValueAtTime(0.001, end);
  oscillator.connect(envelope).connect(output);
  oscillator.start(begin);
  oscillator.stop(end);
  return oscillator;
}

/**
 * @param {BaseAudioContext} audio
 * @param {typeof SOFT} kind
 * @returns {PeriodicWave}
 */
function waveOf(audio, kind) {
  const kept = waves.get(audio) ?? new Map();
  waves.set(audio, kept);
  let wave = kept.get(kind);
  if (!wave) {
    const { overtones } = kind;
    wave = new PeriodicWave(audio, { real: [0, ...overtones.map(() => 0)], imag: [0, ...overtones] });
    kept.set(kind, wave);
  }
  return wave;
}
