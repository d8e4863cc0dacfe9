package org.cordboard.server.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known word was meant, by edit distance (Levenshtein with swaps of neighbours, ignoring case). */
final class Nearest {

    private static final int LONGEST = 100;

    private Nearest() {}

    /** The closest known word if it is close: at most a third of its letters differ, and always one may. */
    static Optional<String> to(String word, Collection<String> known) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best != null && bestDistance <= Math.max(1, best.length() / 3) ? Optional.of(best) : Optional.empty();
    }

    /** Advice that names the nearest word, or else all of them. */
    static String advice(String word, Collection<String> known, String noneKnown) {
        if (known.isEmpty()) {
            return noneKnown;
        }
        return to(word, known).map(n -> "did you mean '" + n + "'?").orElseGet(() -> "known here: " + listed(known));
    }

    private static String listed(Collection<String> known) {
        int shown = 12;
        String list = String.join(", ", known.stream().limit(shown).toList());
        return known.size() > shown ? list + ", … (" + known.size() + " in all)" : list;
    }

    private static int distance(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, table, i, j);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] table, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(table[i - 1][j - 1] + (same ? 0 : 1), Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
    }
}
