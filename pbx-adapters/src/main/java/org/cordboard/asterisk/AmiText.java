package org.cordboard.asterisk;

/** AMI frames as the text on the wire, for joining the machine to another AMI speaker without a socket. */
public final class AmiText {

    private static final String LINE_END = "\r\n";

    private AmiText() {}

    public static String print(AmiAction action) {
        StringBuilder text = new StringBuilder(256);
        append(text, new AmiHeader("Action", action.name()));
        action.headers().forEach(header -> append(text, header));
        return text.append(LINE_END).toString();
    }

    public static String print(AmiMessage message) {
        StringBuilder text = new StringBuilder(512);
        message.headers().forEach(header -> append(text, header));
        return text.append(LINE_END).toString();
    }

    private static void append(StringBuilder text, AmiHeader header) {
        text.append(header.name()).append(": ").append(header.value()).append(LINE_END);
    }
}
