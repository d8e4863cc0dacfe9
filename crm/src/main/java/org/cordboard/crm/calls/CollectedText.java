package org.cordboard.crm.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cordboard.crm.store.StoreUnavailableException;

/** What a caller entered, or agents set, in one column of the books: a JSON object of texts. */
final class CollectedText {

    /** The sizes of the columns. What does not fit is left out, the last first. */
    static final int LONGEST = 20_000;

    static final int LONGEST_DATA = 140_000;

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private CollectedText() {}

    static String write(Map<String, String> texts, int longest) {
        Map<String, String> kept = new LinkedHashMap<>(texts);
        String text = json(kept);
        while (text.length() > longest) {
            kept.remove(kept.keySet().stream().reduce((first, second) -> second).orElseThrow());
            text = json(kept);
        }
        return text;
    }

    private static String json(Map<String, String> collected) {
        try {
            return MAPPER.writeValueAsString(collected);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("texts that are no JSON", e);
        }
    }

    static Map<String, String> read(String text) {
        try {
            return MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new StoreUnavailableException(
                    "a call record is damaged: what was entered in the call cannot be read", e);
        }
    }
}
