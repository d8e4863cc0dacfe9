package org.cordboard.crm.customer;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cordboard.cti.customer.Tier;

/** What a value of an attribute must look like, and the one form it is kept in. */
enum ValueType {
    TEXT {
        @Override
        String checked(String name, String value) {
            return value;
        }
    },
    /** A day, kept as 2027-01-31; 2027/1/31 and 20270131 are understood, too. */
    DATE {
        @Override
        String checked(String name, String value) {
            Matcher day = DAY.matcher(value);
            if (day.matches()) {
                try {
                    return LocalDate.of(number(day, 1), number(day, 3), number(day, 4))
                            .toString();
                } catch (DateTimeException e) {
                    throw new BadValueException(name + " is a day that does not exist: '" + value + "'");
                }
            }
            throw new BadValueException(name + " is not a date such as 2027-01-31");
        }
    },
    /** A number with or without decimals; grouping commas are taken out. */
    NUMBER {
        @Override
        String checked(String name, String value) {
            if (!FIGURE.matcher(value).matches()) {
                throw new BadValueException(name + " is not a number");
            }
            return new BigDecimal(value.replace(",", "")).toPlainString();
        }
    },
    TRUTH {
        @Override
        String checked(String name, String value) {
            String lower = value.toLowerCase(Locale.ROOT);
            if (!lower.equals("true") && !lower.equals("false")) {
                throw new BadValueException(name + " is neither true nor false");
            }
            return lower;
        }
    },
    TIER {
        @Override
        String checked(String name, String value) {
            for (Tier tier : Tier.values()) {
                if (tier.name().equalsIgnoreCase(value)) {
                    return tier.name();
                }
            }
            throw new BadValueException(name + " is none of "
                    + Arrays.stream(Tier.values())
                            .map(tier -> tier.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        }
    };

    private static final Pattern DAY = Pattern.compile("(\\d{4})([-/.]?)(\\d{1,2})\\2(\\d{1,2})");
    private static final Pattern FIGURE =
            Pattern.compile("[+-]?\\d{1,3}(,\\d{3}){1,5}(\\.\\d{1,6})?|[+-]?\\d{1,18}(\\.\\d{1,6})?");

    /**
     * The value in the form it is kept in.
     *
     * @throws BadValueException with what is wrong
     */
    abstract String checked(String name, String value);

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
