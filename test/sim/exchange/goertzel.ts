/** Level in dBm0 of one frequency in a stretch of sound (8000 Hz; a full-scale sine is +3.14 dBm0). */
export function toneLevelDbm(sound: Float32Array, frequencyHz: number): number {
    let real = 0
    let imaginary = 0
    for (let i = 0; i < sound.length; i++) {
        const angle = (2 * Math.PI * frequencyHz * i) / 8000
        real += sound[i]! * Math.cos(angle)
        imaginary += sound[i]! * Math.sin(angle)
    }
    const peak = (2 * Math.hypot(real, imaginary)) / sound.length
    return 20 * Math.log10(peak) + 3.14
}

export function rms(sound: Float32Array): number {
    return Math.sqrt(sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length)
}
