package org.cordboard.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Messages to text frames and back. Pure and safe for use by many threads.
 *
 * <p>Encoding is deterministic: {@code type}, then the fields in the order of the record; absent fields are left out.
 * Decoding a client's text is strict; decoding a server's text passes over unknown fields, and makes {@link
 * ServerMessage.Unrecognised} of messages and words that only a newer server knows.
 */
public final class ProtocolCodec {

    static final String TYPE = "type";
    private static final String ID = "id";

    private static final MessageReader STRICT = new MessageReader(true);
    private static final MessageReader LENIENT = new MessageReader(false);

    private ProtocolCodec() {}

    /**
     * Reads what a client sent.
     *
     * @throws ProtocolException when it is no message; {@link ProtocolException#answer} is what to send back
     */
    public static ClientMessage decodeClient(String text) {
        ObjectNode object = StrictJson.parse(text, Limits.CLIENT_FRAME_BYTES);
        try {
            String type = typeOf(object);
            RecordShape shape = MessageTypes.CLIENT.shape(type);
            if (shape == null) {
                throw new ProtocolException(ErrorCode.UNKNOWN_TYPE, "there is no message of type " + Quoted.of(type));
            }
            return (ClientMessage) STRICT.read(shape, object, "");
        } catch (ProtocolException e) {
            throw e.withId(idOf(object));
        }
    }

    /**
     * Reads what a server sent.
     *
     * @throws ProtocolException when it is no message
     */
    public static ServerMessage decodeServer(String text) {
        ObjectNode object = StrictJson.parse(text, Limits.SERVER_FRAME_BYTES);
        String type = typeOf(object);
        RecordShape shape = MessageTypes.SERVER.shape(type);
        if (shape == null) {
            return unrecognised(type, object);
        }
        try {
            return (ServerMessage) LENIENT.read(shape, object, "");
        } catch (MessageReader.UnknownWord e) {
            return unrecognised(type, object);
        }
    }

    /** @throws IllegalArgumentException naming the field that breaks its limit */
    public static String encode(ClientMessage message) {
        return encode(MessageTypes.CLIENT, (Record) message);
    }

    /** @throws IllegalArgumentException for an {@link ServerMessage.Unrecognised}, and for numbers a page cannot hold */
    public static String encode(ServerMessage message) {
        return encode(MessageTypes.SERVER, (Record) message);
    }

    /** The wire name of a message. */
    public static String typeOf(ClientMessage message) {
        return nameOf(MessageTypes.CLIENT, message.getClass());
    }

    /** The wire name of a message. */
    public static String typeOf(ServerMessage message) {
        return message instanceof ServerMessage.Unrecognised unknown
                ? unknown.type()
                : nameOf(MessageTypes.SERVER, message.getClass());
    }

    private static String encode(MessageTypes types, Record message) {
        String name = nameOf(types, message.getClass());
        RecordShape shape = types.shape(name);
        if (shape == null) {
            throw new IllegalStateException("No shape for " + name);
        }
        return MessageWriter.write(name, shape, message);
    }

    private static String nameOf(MessageTypes types, Class<?> type) {
        String name = types.nameOf(type);
        if (name == null) {
            throw new IllegalArgumentException(type.getSimpleName() + " is never sent");
        }
        return name;
    }

    private static String typeOf(ObjectNode object) {
        JsonNode type = object.get(TYPE);
        if (type == null) {
            throw new ProtocolException(ErrorCode.MISSING_FIELD, "the field \"type\" is missing");
        }
        if (!type.isTextual()) {
            throw new ProtocolException(ErrorCode.INVALID_FIELD, "the field \"type\" must be a text");
        }
        return type.textValue();
    }

    /** The id to answer to, if there is a usable one. */
    private static @Nullable String idOf(ObjectNode object) {
        JsonNode id = object.get(ID);
        boolean usable = id != null
                && id.isTextual()
                && !id.textValue().isEmpty()
                && id.textValue().length() <= Limits.COMMAND_ID
                && FieldCheck.clean(id.textValue());
        return usable && id != null ? id.textValue() : null;
    }

    private static ServerMessage.Unrecognised unrecognised(String type, ObjectNode object) {
        JsonNode seq = object.get("seq");
        boolean numbered = seq != null && seq.isIntegralNumber() && seq.canConvertToLong();
        return new ServerMessage.Unrecognised(type, numbered && seq != null ? (Long) seq.longValue() : null);
    }
}
