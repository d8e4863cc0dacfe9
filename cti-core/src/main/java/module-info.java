/** The engine of a site: a function from inputs to events and effects. Depends on the JDK alone. */
module org.cordboard.cti {
    requires static transitive org.jspecify;

    exports org.cordboard.cti.acd;
    exports org.cordboard.cti.admission;
    exports org.cordboard.cti.agent;
    exports org.cordboard.cti.call;
    exports org.cordboard.cti.callback;
    exports org.cordboard.cti.customer;
    exports org.cordboard.cti.dialout;
    exports org.cordboard.cti.engine;
    exports org.cordboard.cti.ivr;
    exports org.cordboard.cti.journal;
    exports org.cordboard.cti.notice;
    exports org.cordboard.cti.port;
    exports org.cordboard.cti.route;
}
