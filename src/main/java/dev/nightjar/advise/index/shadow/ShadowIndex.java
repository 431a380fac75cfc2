package dev.nightjar.advise.index.shadow;

/**
 * A hypothetical index in the shadow.
 *
 * @param oid in the shadow
 * @param name under which plans mention it
 * @param size modelled
 */
public record ShadowIndex(long oid, String name, IndexSpec spec, BtreeSize.Size size) {}
