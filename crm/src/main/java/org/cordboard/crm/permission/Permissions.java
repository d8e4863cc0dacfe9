package org.cordboard.crm.permission;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cordboard.crm.organisation.Role;

/**
 * The table of permissions: role × resource × action → scope. It is data ({@code permissions.csv} beside this class), so that it
 * can be read by those whose rights it holds. What is not in the table nobody may do.
 */
public final class Permissions {

    private static final String FILE = "permissions.csv";

    /** What can be done to what. */
    private record Right(Resource resource, Action action) {}

    private final Map<Right, Map<Role, Scope>> table = new LinkedHashMap<>();

    private Permissions(List<String> lines) {
        List<Role> roles = new ArrayList<>();
        for (String title : cells(lines.get(0)).subList(2, cells(lines.get(0)).size())) {
            roles.add(Role.valueOf(constant(title)));
        }
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            Right right = new Right(Resource.valueOf(constant(cells.get(0))), Action.valueOf(constant(cells.get(1))));
            Map<Role, Scope> scopes = new EnumMap<>(Role.class);
            for (int i = 0; i < roles.size(); i++) {
                scopes.put(roles.get(i), Scope.valueOf(constant(cells.get(i + 2))));
            }
            if (table.put(right, scopes) != null) {
                throw new IllegalStateException(FILE + " has " + right + " twice");
            }
        }
    }

    /** The table of the product. */
    public static Permissions standard() {
        try (InputStream in = Objects.requireNonNull(Permissions.class.getResourceAsStream(FILE));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new Permissions(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        return List.of(line.split(",", -1));
    }

    private static String constant(String cell) {
        return cell.strip().toUpperCase(Locale.ROOT).replace(' ', '_');
    }

    /** How far a role may do something. */
    public Scope scope(Role role, Resource resource, Action action) {
        return table.getOrDefault(new Right(resource, action), Map.of()).getOrDefault(role, Scope.NONE);
    }
}
