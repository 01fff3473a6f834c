import {
    JDServiceServer,
    SRV_LIGHT_BULB,
    loadServiceSpecifications,
    serviceSpecificationFromClassIdentifier,
} from "jacdac-ts"

/** Class of the service in services/sim-bus.md. */
const SIM_BUS_CLASS = 0x1a5e0b01

/** As much of a specification as the library needs: what every service has. The frames do not pass through it. */
function specification(): jdspec.ServiceSpec {
    const lightBulb = serviceSpecificationFromClassIdentifier(SRV_LIGHT_BULB)
    return {
        ...lightBulb,
        name: "Sim Bus",
        shortId: "simbus",
        camelName: "simBus",
        shortName: "simBus",
        classIdentifier: SIM_BUS_CLASS,
        packets: lightBulb.packets.filter(packet => packet.derived === "_base"),
    }
}

/**
 * Announces the simulated SPI bus on the Jacdac bus, so that the firmware's role binds to it.
 *
 * The frames themselves go past it, for speed (bus/sim-bus.ts).
 */
export class SimBusService extends JDServiceServer {
    constructor() {
        loadServiceSpecifications([specification()])
        super(SIM_BUS_CLASS)
    }
}
