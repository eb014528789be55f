/** A run's folder in llm-d-benchmark's newer layout: `<harness>-<treatment>-<epoch>-<random>_<N>`. */
export const RUN_FOLDER = /^(.*?)-?\d{10,}-[a-z0-9]{6,8}(?:_\d+)?$/;
