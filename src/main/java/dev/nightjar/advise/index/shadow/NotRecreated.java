package dev.nightjar.advise.index.shadow;

/** An object of the target that the shadow lacks; statements that need it are not modelled. */
public record NotRecreated(String object, String reason) {}
