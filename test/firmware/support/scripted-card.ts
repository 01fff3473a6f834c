/** What an SD card answers, as scripts for ScriptedSpi, and cards that do worse than that. */
import * as ds from "@devicescript/core"
import { SdCard } from "../../../src/drivers/sdcard/sd-card"
import { SpiBus, SpiDevice } from "../../../src/hal/spi"
import { ScriptedSpi } from "./scripted-spi"

/** CSD version 2 of a card of 4 GiB: C_SIZE 8191. */
export const CSD_V2 = "400e00325b59" + "0000" + "1fff" + "7f800a4000" + "01"
/** A data block on its way to the card: filler, token, data, CRC, and 12 bytes in which the card answers. */
export const BLOCK_BYTES = 528
/** Where in it the data response comes. */
export const VERDICT_AT = 516
/** The response, and busy to the end of the transfer. */
export const ACCEPTED_BUSY = "05" + "0000000000000000000000"
/** What a busy card says to a look. */
export const BUSY = "0000000000000000000000000000000000000000"

/** Script what a card that is ready at once answers up to its size. */
export function scriptUntilCsd(spi: ScriptedSpi): ScriptedSpi {
    return spi
        .then(20, "ff400000000095", 8, "01")
        .then(20, "ff7b0000000091", 8, "01")
        .then(20, "ff48000001aa87", 8, "01000001aa")
        .then(20, "ff770000000001", 8, "01")
        .then(20, "ff694000000001", 8, "00")
        .then(20, "ff7a0000000001", 8, "00c0ff8000")
        .then(20, "ff490000000001", 8, "00")
}

/** And its SCR. */
export function scriptScr(spi: ScriptedSpi, scr = "0235800000000000"): ScriptedSpi {
    return spi
        .then(20, "ff770000000001", 8, "00")
        .then(20, "ff730000000001", 8, "00fffffe" + scr)
        .then(BLOCK_BYTES, "", 0, "abcd")
}

export function scriptInitialise(spi: ScriptedSpi): ScriptedSpi {
    return scriptScr(scriptUntilCsd(spi).then(BLOCK_BYTES, "", 3, "fe" + CSD_V2 + "1234"))
}

/** An SDHC card that has been initialised; what follows is the test's. */
export async function readyCard(spi: ScriptedSpi): Promise<SdCard> {
    const card = new SdCard(scriptInitialise(spi), spi)
    await card.initialise()
    spi.log = ""
    return card
}

/** 512 bytes as hex, all the same. */
export function sectorOf(byte: string): string {
    let text = byte
    while (text.length < 1024) text += text
    return text
}

/** Nobody there. */
export class EmptySocket implements SpiDevice, SpiBus {
    transferCount = 0

    async transfer(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        this.transferCount++
        if (rx !== undefined) rx.fillAt(0, rx.length, 0xff)
    }

    async exchange(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        await this.transfer(tx, rx)
    }

    deselect(): void {}

    async pause(us: number): Promise<void> {}

    setClock(hz: number): void {}
}

/** Does what is scripted, and from then on holds its line at one level for ever; 10 ms pass with each transfer then. */
export class StuckCard implements SpiDevice, SpiBus {
    constructor(
        private readonly spi: ScriptedSpi,
        private readonly level: number
    ) {}

    async transfer(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        if (!this.spi.isDone()) return await this.spi.transfer(tx, rx)
        await ds.sleep(10)
        if (rx !== undefined) rx.fillAt(0, rx.length, this.level)
    }

    async exchange(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        await this.transfer(tx, rx)
    }

    deselect(): void {}

    async pause(us: number): Promise<void> {}

    setClock(hz: number): void {}
}

export class CountingMeanwhile {
    ticks = 0

    async tick(): Promise<void> {
        this.ticks++
    }
}
