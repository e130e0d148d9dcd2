// The built site carries npm's `idiomorph` here, unchanged.
export { Idiomorph } from "idiomorph";
