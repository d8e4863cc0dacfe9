package org.cordboard.crm.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cordboard.crm.organisation.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole table once more, written by hand from the rules: what is not granted here must not be granted at all. */
class PermissionsTest {

    private static final String TABLE = """
            CUSTOMER        VIEW   OWN  UNIT UNIT NONE
            CUSTOMER        ADD    NONE UNIT UNIT NONE
            CUSTOMER        CHANGE OWN  UNIT UNIT NONE
            CUSTOMER        CLOSE  NONE NONE UNIT NONE
            CUSTOMER        EXPORT NONE NONE UNIT NONE
            CUSTOMER        ERASE  NONE NONE NONE TENANT
            CUSTOMER_NUMBER VIEW   OWN  UNIT UNIT NONE
            VIEW_LOG        VIEW   NONE UNIT UNIT TENANT
            ASSIGNMENT      VIEW   OWN  UNIT UNIT NONE
            ASSIGNMENT      ADD    NONE UNIT UNIT NONE
            ASSIGNMENT      CHANGE NONE UNIT UNIT NONE
            ASSIGNMENT      CLOSE  NONE UNIT UNIT NONE
            DEPUTY          VIEW   OWN  UNIT UNIT NONE
            DEPUTY          ADD    NONE UNIT UNIT NONE
            DEPUTY          CLOSE  NONE UNIT UNIT NONE
            IMPORT          VIEW   NONE NONE UNIT TENANT
            IMPORT          ADD    NONE NONE UNIT TENANT
            TARGET_LIST     VIEW   NONE UNIT UNIT NONE
            TARGET_LIST     ADD    NONE NONE UNIT NONE
            TARGET_LIST     CHANGE NONE NONE UNIT NONE
            TARGET_LIST     CLOSE  NONE NONE UNIT NONE
            CALL            VIEW   OWN  UNIT UNIT NONE
            CALL            EXPORT NONE NONE UNIT NONE
            EXPLANATION     VIEW   NONE UNIT UNIT TENANT
            REPORT          VIEW   NONE UNIT UNIT NONE
            REPORT          EXPORT NONE NONE UNIT NONE
            QUEUE           VIEW   OWN  UNIT UNIT TENANT
            QUEUE           CHANGE NONE NONE UNIT TENANT
            AGENT           VIEW   OWN  UNIT UNIT TENANT
            AGENT           CHANGE NONE UNIT UNIT NONE
            IVR_FILE        VIEW   NONE NONE UNIT TENANT
            IVR_FILE        CHANGE NONE NONE NONE TENANT
            UNIT            VIEW   OWN  UNIT UNIT TENANT
            UNIT            ADD    NONE NONE NONE TENANT
            UNIT            CHANGE NONE NONE NONE TENANT
            UNIT            CLOSE  NONE NONE NONE TENANT
            USER            VIEW   OWN  UNIT UNIT TENANT
            USER            ADD    NONE NONE NONE TENANT
            USER            CHANGE NONE NONE NONE TENANT
            USER            CLOSE  NONE NONE NONE TENANT
            AUDIT_LOG       VIEW   NONE NONE UNIT TENANT
            SETTINGS        VIEW   NONE NONE NONE TENANT
            SETTINGS        CHANGE NONE NONE NONE TENANT
            HEALTH          VIEW   OWN  UNIT UNIT TENANT
            """;

    private final Permissions permissions = Permissions.standard();

    @Test
    void grantsEachCellOfTheTableAndNothingElse() {
        List<String> found = new ArrayList<>();
        for (Resource resource : Resource.values()) {
            for (Action action : Action.values()) {
                StringBuilder row = new StringBuilder(resource + " " + action);
                for (Role role : Role.values()) {
                    row.append(' ').append(permissions.scope(role, resource, action));
                }
                found.add(row.toString());
            }
        }
        Set<String> expected = new LinkedHashSet<>();
        TABLE.lines().forEach(line -> expected.add(line.strip().replaceAll(" +", " ")));

        assertThat(found).containsAll(expected);
        assertThat(found)
                .filteredOn(row -> !expected.contains(row))
                .allMatch(row -> row.endsWith(" NONE NONE NONE NONE"));
        assertThat(found).hasSize(Resource.values().length * Action.values().length);
    }

    @ParameterizedTest
    @CsvSource({"CUSTOMER,VIEW", "CUSTOMER_NUMBER,VIEW", "CUSTOMER,EXPORT", "CALL,VIEW"})
    void keepsAdministratorsAwayFromCustomers(Resource resource, Action action) {
        assertThat(permissions.scope(Role.ADMINISTRATOR, resource, action)).isEqualTo(Scope.NONE);
    }
}
