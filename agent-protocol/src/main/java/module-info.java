/** The agent protocol: every WebSocket message as a sealed record, its codec and a Java client. */
module org.cordboard.protocol {
    requires com.fasterxml.jackson.databind;
    requires transitive java.net.http;
    // Not static: the codec reads @Nullable when it runs, to know which fields may be absent.
    requires transitive org.jspecify;

    exports org.cordboard.protocol;
    exports org.cordboard.protocol.client;
}
