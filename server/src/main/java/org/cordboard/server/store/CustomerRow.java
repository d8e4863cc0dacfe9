package org.cordboard.server.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.port.CallerId;

/** Reads one row of a customers file by the columns of its header. */
final class CustomerRow {

    private static final List<String> REQUIRED = List.of("id", "name", "tier", "target", "numbers");
    private static final String OWNER = "owner";
    private static final int COLUMNS = 40;
    private static final int NUMBERS = 20;

    private final List<String> header;
    private final PhoneNumbers phoneNumbers;

    /** A row that cannot be used. */
    static final class Unusable extends RuntimeException {

        Unusable(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * @param file the name for messages
     * @throws CustomerFileException when the header is not that of a customers file
     */
    CustomerRow(String file, List<String> header, PhoneNumbers phoneNumbers) {
        this.header = header.stream().map(String::strip).toList();
        this.phoneNumbers = phoneNumbers;
        List<String> missing = REQUIRED.stream()
                .filter(column -> !this.header.contains(column))
                .toList();
        if (!missing.isEmpty()) {
            throw new CustomerFileException(file + ": the header has no column " + String.join(", ", missing)
                    + "; it needs " + String.join(", ", REQUIRED) + ", separated by commas.");
        }
        if (this.header.stream().anyMatch(column -> column.isEmpty() || column.length() > 100)) {
            throw new CustomerFileException(file + ": a column has no name, or one longer than 100 characters.");
        }
        if (this.header.stream().distinct().count() < this.header.size() || this.header.size() > COLUMNS) {
            throw new CustomerFileException(
                    file + ": two columns have the same name, or there are more than " + COLUMNS + " of them.");
        }
    }

    /** @throws Unusable with the reason */
    CustomerEntry read(List<String> fields) {
        if (fields.size() != header.size()) {
            throw new Unusable(fields.size() + " fields where the header has " + header.size());
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            values.put(header.get(i), fields.get(i).strip());
        }
        String id = text(take(values, "id"), "id", 64);
        String name = text(take(values, "name"), "name", 200);
        Tier tier = tier(take(values, "tier"));
        boolean target = target(take(values, "target"));
        List<String> numbers = numbers(take(values, "numbers"));
        String owner = take(values, OWNER);
        AgentId ownerId = owner.isEmpty() ? null : new AgentId(text(owner, OWNER, 64));
        values.values().removeIf(String::isEmpty);
        values.forEach((column, value) -> text(value, column, 1000));
        return new CustomerEntry(new Customer(new CustomerId(id), name, tier, target, ownerId, values), numbers);
    }

    private static String take(Map<String, String> values, String column) {
        String value = values.remove(column);
        return value == null ? "" : value;
    }

    private static String text(String value, String column, int longest) {
        if (value.isEmpty()) {
            throw new Unusable(column + " is empty");
        }
        if (value.length() > longest) {
            throw new Unusable(column + " is longer than " + longest + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new Unusable(column + " holds a line break or another control character");
        }
        return value;
    }

    private static Tier tier(String value) {
        try {
            return Tier.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Unusable("tier is none of diamond, gold, silver, ordinary");
        }
    }

    private static boolean target(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Unusable("target is neither true nor false");
        };
    }

    private List<String> numbers(String value) {
        List<String> numbers = new ArrayList<>();
        for (String number : value.split(";", -1)) {
            if (number.isBlank()) {
                continue;
            }
            Optional<String> normalised = phoneNumbers.normalise(number);
            if (normalised.isEmpty()) {
                throw new Unusable("numbers: '" + CallerId.masked(number.strip()) + "' is not a phone number");
            }
            numbers.add(normalised.get());
        }
        if (numbers.isEmpty() || numbers.size() > NUMBERS) {
            throw new Unusable("numbers must hold 1 to " + NUMBERS + " numbers");
        }
        return numbers;
    }
}
