package org.cordboard.crm.customer;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A named attribute of a customer. The known ones have a group and a form of their own; any other name is a free attribute,
 * whose group is the part before a dot ({@code tariff.discount}) if it names one.
 *
 * @param name 1 to 100 characters, as files and screens write it
 */
public record Field(String name, AttributeGroup group, ValueType type, int longest) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 1000;

    public static final Field NAME = new Field("name", AttributeGroup.BASIC, ValueType.TEXT, 200);
    public static final Field TIER = new Field("tier", AttributeGroup.SEGMENT, ValueType.TIER, 16);
    public static final Field TARGET = new Field("target", AttributeGroup.SEGMENT, ValueType.TRUTH, 5);
    public static final Field OWNER = new Field("owner", AttributeGroup.SEGMENT, ValueType.TEXT, 64);
    public static final Field SEGMENT = new Field("segment", AttributeGroup.SEGMENT, ValueType.TEXT, 100);
    public static final Field BRANCH = new Field("branch", AttributeGroup.SEGMENT, ValueType.TEXT, 100);
    public static final Field DISTRICT = new Field("district", AttributeGroup.SEGMENT, ValueType.TEXT, 64);

    private static final Map<String, Field> KNOWN = Stream.of(
                    NAME,
                    TIER,
                    TARGET,
                    OWNER,
                    SEGMENT,
                    BRANCH,
                    DISTRICT,
                    known("birthday", AttributeGroup.BASIC, ValueType.DATE),
                    known("gender", AttributeGroup.BASIC, ValueType.TEXT),
                    known("address", AttributeGroup.BASIC, ValueType.TEXT),
                    known("email", AttributeGroup.BASIC, ValueType.TEXT),
                    known("plan", AttributeGroup.TARIFF, ValueType.TEXT),
                    known("tariff sensitivity", AttributeGroup.TARIFF, ValueType.TEXT),
                    known("preferred channel", AttributeGroup.CHANNEL, ValueType.TEXT),
                    known("credit grade", AttributeGroup.CREDIT, ValueType.TEXT),
                    known("device", AttributeGroup.DEVICES, ValueType.TEXT),
                    known("device since", AttributeGroup.DEVICES, ValueType.DATE),
                    known("monthly usage", AttributeGroup.DEVICES, ValueType.TEXT),
                    known("monthly spend", AttributeGroup.VALUE, ValueType.NUMBER),
                    known("points", AttributeGroup.VALUE, ValueType.NUMBER),
                    known("points expire", AttributeGroup.VALUE, ValueType.DATE),
                    known("loyalty", AttributeGroup.VALUE, ValueType.TEXT),
                    known("contract", AttributeGroup.CONTRACTS, ValueType.TEXT),
                    known("contract starts", AttributeGroup.CONTRACTS, ValueType.DATE),
                    known("contract ends", AttributeGroup.CONTRACTS, ValueType.DATE),
                    known("services", AttributeGroup.CONTRACTS, ValueType.TEXT))
            .collect(Collectors.toUnmodifiableMap(Field::name, field -> field));

    private static Field known(String name, AttributeGroup group, ValueType type) {
        return new Field(name, group, type, LONGEST_VALUE);
    }

    /**
     * The field of a name; {@code contract_ends} and {@code Contract-Ends} are {@code contract ends}.
     *
     * @throws BadValueException when it can be no field's name
     */
    public static Field of(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || hasControl(name)) {
            throw new BadValueException("a field has no name, or one longer than " + LONGEST_NAME + " characters");
        }
        String plain = name.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
        @Nullable Field known = KNOWN.get(plain);
        return known != null ? known : new Field(name.strip(), groupOf(name), ValueType.TEXT, LONGEST_VALUE);
    }

    private static AttributeGroup groupOf(String name) {
        int dot = name.indexOf('.');
        if (dot > 0) {
            String prefix = name.substring(0, dot).strip();
            for (AttributeGroup group : AttributeGroup.values()) {
                if (group.name().equalsIgnoreCase(prefix)) {
                    return group;
                }
            }
        }
        return AttributeGroup.OTHER;
    }

    /**
     * The value in the form it is kept in.
     *
     * @param value not empty
     * @throws BadValueException with what is wrong
     */
    public String checked(String value) {
        if (value.isEmpty()) {
            throw new BadValueException(name + " is empty");
        }
        if (value.length() > longest) {
            throw new BadValueException(name + " is longer than " + longest + " characters");
        }
        if (hasControl(value)) {
            throw new BadValueException(name + " holds a line break or another control character");
        }
        return type.checked(name, value);
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
