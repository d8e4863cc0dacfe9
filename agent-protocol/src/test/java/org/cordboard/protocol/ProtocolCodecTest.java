package org.cordboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolCodecTest {

    /** Each row: the text, the code, and a part of the message that says what is wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                                                          | MALFORMED_JSON | the message is empty",
                "~   ~                                                       | MALFORMED_JSON | the message is empty",
                "hello                                                       | MALFORMED_JSON | no valid JSON",
                "{                                                           | MALFORMED_JSON | no valid JSON",
                "[]                                                          | MALFORMED_JSON | must be a JSON object",
                "null                                                        | MALFORMED_JSON | must be a JSON object",
                "17                                                          | MALFORMED_JSON | must be a JSON object",
                "{'type':'session.close'}                                    | MALFORMED_JSON | at character",
                "{\"type\":\"session.close\"} {}                             | MALFORMED_JSON | after the end",
                "{\"type\":\"session.close\",}                               | MALFORMED_JSON | no valid JSON",
                "{\"type\":NaN}                                              | MALFORMED_JSON | no valid JSON",
                "{\"type\":\"session.close\"/* no */}                        | MALFORMED_JSON | no valid JSON",
                "{}                                                          | MISSING_FIELD  | \"type\"",
                "{\"type\":7}                                                | INVALID_FIELD  | \"type\" must be a"
                        + " text",
                "{\"type\":null}                                             | INVALID_FIELD  | \"type\" must be a"
                        + " text",
                "{\"type\":\"call.teleport\"}                                | UNKNOWN_TYPE   | \"call.teleport\"",
                "{\"type\":\"ok\",\"id\":7}                                  | UNKNOWN_TYPE   | \"ok\"",
                "{\"type\":\"session.close\",\"type\":\"session.close\"}     | DUPLICATE_KEY  | \"type\" is there"
                        + " twice",
                "{\"type\":\"session.close\",\"why\":1}                      | UNKNOWN_FIELD  | no field \"why\"",
                "{\"type\":\"session.open\",\"token\":\"t\"}                 | MISSING_FIELD  | \"station\" is missing",
                "{\"type\":\"session.open\",\"token\":\"t\",\"station\":101} | INVALID_FIELD  | \"station\" must be a"
                        + " text",
                "{\"type\":\"session.open\",\"token\":\"t\",\"station\":null}| INVALID_FIELD  | \"station\" must be a"
                        + " text",
                "{\"type\":\"session.open\",\"token\":\"t\",\"station\":{}}  | INVALID_FIELD  | \"station\" must be a"
                        + " text",
                "{\"type\":\"session.open\",\"token\":\"t\",\"station\":\"\"}| INVALID_FIELD  | \"station\" must be 1"
                        + " to 64",
                "{\"type\":\"agent.ready\",\"id\":\"\"}                      | INVALID_FIELD  | \"id\" must be 1 to 64",
            })
    void turnsDownWhatIsNoMessageAndSaysWhy(String text, ErrorCode code, String part) {
        ProtocolException refusal = refusalOf(text);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal).hasMessageContaining(part);
        assertThat(refusal.answer()).isEqualTo(new ServerMessage.ProtocolError(code, refusal.getMessage()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"call.teleport\",\"id\":\"c1\"}",
                "{\"type\":\"agent.notReady\",\"id\":\"c1\"}",
                "{\"type\":\"agent.notReady\",\"id\":\"c1\",\"reason\":[]}",
                "{\"type\":\"agent.ready\",\"id\":\"c1\",\"reason\":\"x\"}"
            })
    void refusesCommandUnderItsIdWhenTheIdCanBeRead(String text) {
        ProtocolException refusal = refusalOf(text);
        assertThat(refusal.answer()).isEqualTo(new Answer.Refused("c1", refusal.code(), refusal.getMessage()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "1e999999999",
                "-1",
                "9007199254740992",
                "9223372036854775808",
                "99999999999999999999999999",
                "\"1\"",
                "true",
                "null"
            })
    void turnsDownNumbersThatAreNotWholeOrOutOfRange(String number) {
        ProtocolException refusal = refusalOf(resumeWithLastSeq(number));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refusal).hasMessageStartingWith("the field \"lastSeq\" must be a whole number");
    }

    @Test
    void takesTheLargestWholeNumber() {
        ClientMessage message = ProtocolCodec.decodeClient(resumeWithLastSeq("9007199254740991"));
        assertThat(message).isEqualTo(new ClientMessage.SessionResume("t", "s", 1, Limits.WHOLE));
    }

    @Test
    void turnsDownNumberOfAThousandDigits() {
        assertThat(refusalOf(resumeWithLastSeq("1".repeat(1000))).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void turnsDownDeepNesting() {
        assertThat(refusalOf("{\"type\":" + "[".repeat(8000)).code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refusalOf("{\"type\":" + "{\"a\":".repeat(2000)).code()).isEqualTo(ErrorCode.TOO_LARGE);
        String eightDeep = "{\"type\":" + "[".repeat(7) + "]".repeat(7) + "}";
        assertThat(refusalOf(eightDeep).code()).isEqualTo(ErrorCode.INVALID_FIELD);
        String nineDeep = "{\"type\":" + "[".repeat(8) + "]".repeat(8) + "}";
        assertThat(refusalOf(nineDeep).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void turnsDownDuplicateKeysInsideObjects() {
        ProtocolException refusal = refusalOf("{\"type\":\"ping\",\"id\":{\"a\":1,\"a\":2}}");
        assertThat(refusal.code()).isEqualTo(ErrorCode.DUPLICATE_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ude00", "\\ude00\\ud83d", "a\\ud83db", "\\u0000", "a\\nb", "\\u007f"})
    void turnsDownControlCharactersAndHalvesOfCharacters(String escaped) {
        ProtocolException refusal =
                refusalOf("{\"type\":\"agent.notReady\",\"id\":\"c1\",\"reason\":\"" + escaped + "\"}");
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refusal).hasMessageContaining("\"reason\" must be free of");
    }

    @Test
    void takesCharactersOutsideTheBasicPlane() {
        String text = "{\"type\":\"agent.notReady\",\"id\":\"c1\",\"reason\":\"\\ud83d\\ude00\"}";
        assertThat(ProtocolCodec.decodeClient(text)).isEqualTo(new ClientMessage.MakeNotReady("c1", "😀"));
    }

    @Test
    void takesTextOfExactlyTheLimitAndNotOneCharacterMore() {
        String longest = ProtocolCodec.encode(new ClientMessage.MakeNotReady("c1", "x".repeat(64)));
        assertThat(ProtocolCodec.decodeClient(longest)).isInstanceOf(ClientMessage.MakeNotReady.class);
        ProtocolException refusal = refusalOf(longest.replace("xx", "xxx"));
        assertThat(refusal).hasMessageContaining("the field \"reason\" must be 1 to 64 characters long, not 96");
        assertThatThrownBy(() -> ProtocolCodec.encode(new ClientMessage.MakeNotReady("c1", "x".repeat(65))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reason must be 1 to 64 characters long, not 65");
    }

    @Test
    void countsTheSizeOfFramesInBytes() {
        String frame = "{\"type\":\"session.close\"}";
        String fits = frame + " ".repeat(Limits.CLIENT_FRAME_BYTES - frame.length());
        assertThat(ProtocolCodec.decodeClient(fits)).isEqualTo(new ClientMessage.SessionClose());
        assertThat(refusalOf(fits + " ").code()).isEqualTo(ErrorCode.TOO_LARGE);
        // Three bytes a character: within the limit when characters are counted, beyond it in bytes.
        assertThat(refusalOf("\"" + "€".repeat(Limits.CLIENT_FRAME_BYTES / 3 + 1) + "\"")
                        .code())
                .isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void ordersOfFieldsDoesNotMatterWhenReading() {
        assertThat(ProtocolCodec.decodeClient("{ \"id\" : \"c1\", \"type\" : \"agent.ready\" }"))
                .isEqualTo(new ClientMessage.MakeReady("c1"));
    }

    @Test
    void passesOverFieldsOfANewerServer() {
        assertThat(ProtocolCodec.decodeServer("{\"type\":\"ok\",\"id\":\"c1\",\"cost\":{\"ms\":3}}"))
                .isEqualTo(new Answer.Ok("c1"));
    }

    @Test
    void keepsTheNumberOfAnEventOnlyANewerServerKnows() {
        assertThat(ProtocolCodec.decodeServer("{\"type\":\"task.next\",\"seq\":12,\"task\":{}}"))
                .isEqualTo(new ServerMessage.Unrecognised("task.next", 12L));
        assertThat(ProtocolCodec.decodeServer("{\"type\":\"hello\"}"))
                .isEqualTo(new ServerMessage.Unrecognised("hello", null));
        String newWord = Golden.of("offer.ended").replace("TIMED_OUT", "EVAPORATED");
        assertThat(ProtocolCodec.decodeServer(newWord)).isEqualTo(new ServerMessage.Unrecognised("offer.ended", 3L));
    }

    @Test
    void readsAnErrorCodeOnlyANewerServerKnowsAsInternal() {
        assertThat(ProtocolCodec.decodeServer(Golden.of("refused").replace("NO_SUCH_OFFER", "TOO_EARLY")))
                .isEqualTo(new Answer.Refused("c5", ErrorCode.INTERNAL, "The offer is over."));
    }

    @Test
    void takesNullForAbsentFromServers() {
        String text = Golden.of("call.ended").replace("\"ANSWERED\"", "null");
        assertThat(ProtocolCodec.decodeServer(text)).isEqualTo(new Event.CallEnded(6, "main-1795000000-9", null, 16));
    }

    @Test
    void turnsDownServerMessagesWithFieldsMissingOrWrong() {
        assertThatThrownBy(() -> ProtocolCodec.decodeServer("{\"type\":\"ok\"}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the field \"id\" is missing");
        String wrong = Golden.of("offer.made").replace("\"idleMs\":12000", "\"idleMs\":\"long\"");
        assertThatThrownBy(() -> ProtocolCodec.decodeServer(wrong))
                .hasMessage("the field \"offer.explanation.candidates[1].idleMs\" must be a whole number");
    }

    @Test
    void mendsHalvesOfCharactersTheServerGotFromElsewhere() {
        String text = ProtocolCodec.encode(
                new Event.Notice(1, NoticeLevel.INFO, "C", Map.of("a", "\ud83d"), "caller \ud83d!"));
        assertThat(ProtocolCodec.decodeServer(text))
                .isEqualTo(new Event.Notice(1, NoticeLevel.INFO, "C", Map.of("a", "\ufffd"), "caller \ufffd!"));
    }

    @Test
    void neverWritesNumbersAPageCannotHold() {
        assertThatThrownBy(() -> ProtocolCodec.encode(new Answer.Pong("c1", Limits.WHOLE + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("serverAt must be a whole number");
    }

    @Test
    void everyTextAndNumberOfAClientIsLimited() {
        for (Map.Entry<String, RecordShape> type : MessageTypes.CLIENT.byName().entrySet()) {
            for (RecordComponent component : type.getValue().type().getRecordComponents()) {
                // A word is one of its set.
                if (!component.getType().isEnum()) {
                    assertThat(component.getAnnotation(Limit.class))
                            .as(type.getKey() + "." + component.getName())
                            .isNotNull();
                }
            }
        }
    }

    /** A stranger's bytes: whatever they are, the answer is a message or a refusal in our own words. */
    @Test
    void answersEveryMutationOfAMessageWithAValueOrARefusal() {
        Random random = new Random(20261121);
        List<String> goldens = List.copyOf(Golden.files().values());
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = mutated(goldens.get(random.nextInt(goldens.size())), random);
            try {
                ProtocolCodec.decodeClient(text);
            } catch (ProtocolException e) {
                refused++;
                assertThat(e.getMessage())
                        .as(text)
                        .doesNotContain("com.fasterxml", "java.", "org.cordboard", "Exception", "Source:")
                        .hasSizeLessThan(160);
                ProtocolCodec.encode(e.answer());
            }
        }
        assertThat(refused).isBetween(10_000, 19_999);
    }

    @Test
    void keepsSecretsAndPersonalDataOutOfLogs() {
        assertThat(Samples.ofClients().toString()).doesNotContain("t-3f9a");
        assertThat(Samples.ofServers().toString())
                .doesNotContain("02215550142", "Weber")
                .contains("*******0142");
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(4)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.insert(at, (char) random.nextInt(0x10000));
                case 2 -> mutated.setCharAt(at, "{}[]\",:\\0-e".charAt(random.nextInt(11)));
                default -> mutated.insert(at, mutated.substring(random.nextInt(at + 1), at));
            }
        }
        return mutated.toString();
    }

    private static String resumeWithLastSeq(String lastSeq) {
        return "{\"type\":\"session.resume\",\"token\":\"t\",\"sessionId\":\"s\",\"epoch\":1,\"lastSeq\":" + lastSeq
                + "}";
    }

    private static ProtocolException refusalOf(String text) {
        return catchThrowableOfType(ProtocolException.class, () -> ProtocolCodec.decodeClient(text));
    }
}
