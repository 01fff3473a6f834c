/** `npm start` in a process of its own, as the tools have it, too. */

export { RunningMachine } from "../../../tools/browser/running-machine.ts"
