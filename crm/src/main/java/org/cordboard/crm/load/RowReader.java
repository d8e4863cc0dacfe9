package org.cordboard.crm.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordboard.crm.customer.BadValueException;
import org.cordboard.crm.customer.CustomerClaim;
import org.cordboard.crm.customer.Field;
import org.cordboard.crm.customer.Identity;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.port.CallerId;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a customers file by the columns of its header. A file of customers has name, tier, target and numbers; one
 * that has none of these adds attributes to customers who are known.
 */
final class RowReader {

    private static final String ID = "id";
    private static final String IDENTITY = "identity";
    private static final String NUMBERS = "numbers";
    private static final List<String> REQUIRED =
            List.of(ID, Field.NAME.name(), Field.TIER.name(), Field.TARGET.name(), NUMBERS);
    private static final List<String> NEVER_EMPTY = List.of(Field.NAME.name(), Field.TIER.name(), Field.TARGET.name());
    private static final int COLUMNS = 100;
    private static final int MOST_NUMBERS = 20;

    private final List<String> header;
    private final List<@Nullable Field> fields;
    private final PhoneNumbers phoneNumbers;

    /**
     * @param file the name for messages
     * @throws CustomerFileException when the header is not that of a customers file
     */
    RowReader(String file, List<String> titles, PhoneNumbers phoneNumbers) {
        this.phoneNumbers = phoneNumbers;
        this.header = new ArrayList<>();
        this.fields = new ArrayList<>();
        for (String title : titles) {
            add(file, title.strip());
        }
        checkColumns(file);
    }

    private void add(String file, String title) {
        String lower = title.toLowerCase(Locale.ROOT);
        if (lower.equals(ID) || lower.equals(IDENTITY) || lower.equals(NUMBERS)) {
            header.add(lower);
            fields.add(null);
            return;
        }
        try {
            Field field = Field.of(title);
            header.add(field.name());
            fields.add(field);
        } catch (BadValueException e) {
            throw new CustomerFileException(file + ": a column has no name, or one longer than 100 characters.");
        }
    }

    private void checkColumns(String file) {
        boolean additional = header.contains(ID)
                && REQUIRED.stream().filter(header::contains).count() == 1
                && header.size() > 1;
        List<String> missing =
                REQUIRED.stream().filter(column -> !header.contains(column)).toList();
        if (!additional && !missing.isEmpty()) {
            throw new CustomerFileException(file + ": the header has no column " + String.join(", ", missing)
                    + "; it needs " + String.join(", ", REQUIRED) + ", separated by commas.");
        }
        if (header.stream().distinct().count() < header.size() || header.size() > COLUMNS) {
            throw new CustomerFileException(
                    file + ": two columns have the same name, or there are more than " + COLUMNS + " of them.");
        }
    }

    /** @throws BadValueException with the reason when the row cannot be used */
    CustomerClaim read(List<String> texts) {
        if (texts.size() != header.size()) {
            throw new BadValueException(texts.size() + " fields where the header has " + header.size());
        }
        @Nullable String id = null;
        @Nullable Identity identity = null;
        @Nullable List<String> numbers = null;
        Map<String, String> values = LinkedHashMap.newLinkedHashMap(header.size());
        for (int i = 0; i < header.size(); i++) {
            String text = texts.get(i).strip();
            @Nullable Field field = fields.get(i);
            if (field != null) {
                values.put(field.name(), value(field, text));
                continue;
            }
            switch (header.get(i)) {
                case ID -> id = id(text);
                case IDENTITY -> identity = text.isEmpty() ? null : Identity.parse(text);
                default -> numbers = numbers(text);
            }
        }
        return new CustomerClaim(new CustomerId(String.valueOf(id)), identity, values, numbers);
    }

    private static String value(Field field, String text) {
        return text.isEmpty() && !NEVER_EMPTY.contains(field.name()) ? "" : field.checked(text);
    }

    private static String id(String text) {
        if (text.isEmpty()) {
            throw new BadValueException("id is empty");
        }
        if (text.length() > 64) {
            throw new BadValueException("id is longer than 64 characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadValueException("id holds a line break or another control character");
        }
        return text;
    }

    private List<String> numbers(String text) {
        List<String> numbers = new ArrayList<>(2);
        for (String number : text.split(";", -1)) {
            if (!number.isBlank()) {
                numbers.add(phoneNumbers
                        .normalise(number)
                        .orElseThrow(() -> new BadValueException(
                                "numbers: '" + CallerId.masked(number.strip()) + "' is not a phone number")));
            }
        }
        if (numbers.isEmpty() || numbers.size() > MOST_NUMBERS) {
            throw new BadValueException("numbers must hold 1 to " + MOST_NUMBERS + " numbers");
        }
        return numbers;
    }
}
