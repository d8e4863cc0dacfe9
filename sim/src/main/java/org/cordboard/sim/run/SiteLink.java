package org.cordboard.sim.run;

/** What stands between a site and the simulated PBX, as far as it can be cut. */
public interface SiteLink {

    /** The link is lost, and stays so until it is mended. */
    void cut(String reason);

    /** Does nothing where the link works. */
    void mend();
}
