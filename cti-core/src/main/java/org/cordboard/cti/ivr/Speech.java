package org.cordboard.cti.ivr;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Values as sequences of recordings, in English and Chinese. The names are those of Asterisk's own recordings where it has them
 * ({@code digits/7}, {@code digits/hundred}, {@code digits/mon-0}, {@code digits/h-1}); docs/IVR.md lists all that are used.
 * Other languages are said as English is, by the same names.
 */
public final class Speech {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,12}(\\.[0-9]{1,6})?");
    private static final String[] ENGLISH_GROUPS = {"", "thousand", "million", "billion"};
    private static final String[] CHINESE_GROUPS = {"", "10000", "100000000"};
    private static final String[] CHINESE_PLACES = {"", "10", "hundred", "thousand"};

    private Speech() {}

    /** The recordings for a value; empty when it cannot be said this way. */
    public static List<String> of(SayAs as, String value, String language) {
        boolean chinese = language.startsWith("zh");
        return switch (as) {
            case NUMBER -> number(value, chinese);
            case DIGITS -> digits(value);
            case DATE -> date(value, chinese);
        };
    }

    /** The recordings for a whole number from 0 to 999,999,999,999. */
    public static List<String> number(long value, String language) {
        return of(SayAs.NUMBER, String.valueOf(value), language);
    }

    private static List<String> digits(String value) {
        return value.chars()
                .filter(c -> c >= '0' && c <= '9')
                .limit(64)
                .mapToObj(c -> name((char) c))
                .toList();
    }

    private static String name(char digit) {
        return "digits/" + digit;
    }

    private static List<String> number(String text, boolean chinese) {
        if (!NUMBER.matcher(text).matches()) {
            return List.of();
        }
        BigDecimal value = new BigDecimal(text);
        List<String> said = new ArrayList<>();
        if (value.signum() < 0) {
            said.add("digits/minus");
        }
        BigDecimal size = value.abs();
        said.addAll(whole(size.longValue(), chinese));
        String plain = size.stripTrailingZeros().toPlainString();
        int point = plain.indexOf('.');
        if (point >= 0) {
            said.add("digits/point");
            said.addAll(digits(plain.substring(point + 1)));
        }
        return said;
    }

    private static List<String> whole(long value, boolean chinese) {
        List<String> said = new ArrayList<>();
        if (value == 0) {
            said.add("digits/0");
        } else if (chinese) {
            chinese(value, said);
        } else {
            english(value, said);
        }
        return said;
    }

    private static void english(long value, List<String> said) {
        long rest = value;
        long unit = 1_000_000_000;
        for (int group = ENGLISH_GROUPS.length - 1; group >= 0; group--, unit /= 1_000) {
            int part = (int) (rest / unit);
            rest %= unit;
            if (part > 0) {
                belowThousand(part, said);
                if (group > 0) {
                    said.add("digits/" + ENGLISH_GROUPS[group]);
                }
            }
        }
    }

    private static void belowThousand(int value, List<String> said) {
        if (value >= 100) {
            said.add("digits/" + value / 100);
            said.add("digits/hundred");
        }
        int rest = value % 100;
        if (rest > 20 && rest % 10 != 0) {
            said.add("digits/" + rest / 10 * 10);
            said.add("digits/" + rest % 10);
        } else if (rest > 0) {
            said.add("digits/" + rest);
        }
    }

    /**
     * Four digits at a time: 一万二千零三. A zero is said once between two other digits, and ten to nineteen go without the
     * leading one.
     */
    private static void chinese(long value, List<String> said) {
        boolean gap = false;
        long unit = 100_000_000;
        for (int group = CHINESE_GROUPS.length - 1; group >= 0; group--, unit /= 10_000) {
            int part = (int) (value / unit % 10_000);
            if (part == 0) {
                gap = !said.isEmpty();
                continue;
            }
            if (!said.isEmpty() && (gap || part < 1_000)) {
                said.add("digits/0");
            }
            belowTenThousand(part, said);
            if (group > 0) {
                said.add("digits/" + CHINESE_GROUPS[group]);
            }
            gap = false;
        }
    }

    private static void belowTenThousand(int value, List<String> said) {
        boolean begun = !said.isEmpty();
        boolean within = false;
        boolean gap = false;
        int unit = 1_000;
        for (int place = 3; place >= 0; place--, unit /= 10) {
            int digit = value / unit % 10;
            if (digit == 0) {
                gap = within;
                continue;
            }
            if (gap) {
                said.add("digits/0");
                gap = false;
            }
            if (!(place == 1 && digit == 1 && !within && !begun)) {
                said.add("digits/" + digit);
            }
            if (place > 0) {
                said.add("digits/" + CHINESE_PLACES[place]);
            }
            within = true;
        }
    }

    private static List<String> date(String text, boolean chinese) {
        LocalDate date;
        try {
            date = LocalDate.parse(
                    text, text.length() == 8 ? DateTimeFormatter.BASIC_ISO_DATE : DateTimeFormatter.ISO_LOCAL_DATE);
        } catch (DateTimeException e) {
            return List.of();
        }
        if (date.getYear() < 1000 || date.getYear() > 9999) {
            return List.of();
        }
        List<String> said = new ArrayList<>();
        if (chinese) {
            said.addAll(digits(String.valueOf(date.getYear())));
            said.add("digits/year");
            said.addAll(number(date.getMonthValue(), "zh"));
            said.add("digits/month");
            said.addAll(number(date.getDayOfMonth(), "zh"));
            said.add("digits/day");
            return said;
        }
        said.add("digits/mon-" + (date.getMonthValue() - 1));
        ordinal(date.getDayOfMonth(), said);
        englishYear(date.getYear(), said);
        return said;
    }

    private static void ordinal(int day, List<String> said) {
        if (day > 20 && day % 10 != 0) {
            said.add("digits/" + day / 10 * 10);
            said.add("digits/h-" + day % 10);
        } else {
            said.add("digits/h-" + day);
        }
    }

    private static void englishYear(int year, List<String> said) {
        if (year % 1_000 < 10) {
            english(year, said);
        } else {
            belowThousand(year / 100, said);
            if (year % 100 == 0) {
                said.add("digits/hundred");
            } else if (year % 100 < 10) {
                said.add("digits/0");
                belowThousand(year % 100, said);
            } else {
                belowThousand(year % 100, said);
            }
        }
    }
}
