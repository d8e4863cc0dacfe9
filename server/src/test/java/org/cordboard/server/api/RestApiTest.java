package org.cordboard.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordboard.crm.customer.ViewLog;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.customer.CustomerId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the API answers to those who are logged in, well asked and badly asked. */
@Timeout(120)
class RestApiTest {

    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    private final ApiSite site = new ApiSite();

    @AfterEach
    void close() {
        site.close();
    }

    private String body(String who, String path) throws Exception {
        HttpResponse<String> reply = site.get(who, path);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }

    // ---- customers

    @Test
    void findsCustomersByNumberIdAndBeginningOfTheName() throws Exception {
        assertThat(body("supervisor", "/api/v1/customers?query=13800138000"))
                .contains("\"id\":\"C1\"", ApiSite.NUMBER)
                .doesNotContain("C2");
        assertThat(body("supervisor", "/api/v1/customers?query=C2")).contains("Wei Li");
        assertThat(body("supervisor", "/api/v1/customers?query=Wei")).contains("\"C1\"", "\"C2\"");
    }

    @Test
    void givesASearchPageByPage() throws Exception {
        String first = body("supervisor", "/api/v1/customers?query=Wei&limit=1");
        assertThat(first).contains("\"C1\"").doesNotContain("\"C2\"");
        Matcher next = NEXT.matcher(first);
        assertThat(next.find()).isTrue();
        assertThat(body("supervisor", "/api/v1/customers?query=Wei&limit=1&cursor=" + next.group(1)))
                .contains("\"C2\"", "\"next\":null");
    }

    @Test
    void showsAnAgentTheirOwnCustomersOnly() throws Exception {
        assertThat(body("agent", "/api/v1/customers")).contains("\"C1\"").doesNotContain("\"C2\"", "\"C3\"");
        assertThat(site.get("agent", "/api/v1/customers/C1").statusCode()).isEqualTo(200);
        assertThat(site.get("agent", "/api/v1/customers/C2").body()).contains("NO_SUCH_CUSTOMER");
        assertThat(site.get("agent", "/api/v1/customers/C2/history").statusCode())
                .isEqualTo(404);
    }

    @Test
    void notesWhoLookedAtACustomerAndWhy() throws Exception {
        body("agent", "/api/v1/customers/C1?reason=n-1-4");
        body("supervisor", "/api/v1/customers?query=C1");
        body("supervisor", "/api/v1/customers/C1/history");
        assertThat(new ViewLog(site.database, InstantSource.system()).of(new CustomerId("C1"), 10))
                .extracting(view -> view.viewer() + " " + view.reason())
                .containsExactly("supervisor history", "supervisor search", "agent n-1-4");
    }

    @Test
    void changesACustomerAndNotesWhoDidIt() throws Exception {
        HttpResponse<String> changed = patch("agent", "{\"points\":1300,\"plan\":null}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.body()).contains("\"value\":\"1300\"");
        assertThat(new AuditLog(site.database).of("customer", "C1", 10))
                .extracting(entry -> entry.actor() + " " + entry.action())
                .containsExactly("agent set");
    }

    @Test
    void letsNoAgentGiveTheirCustomerAway() throws Exception {
        assertThat(patch("agent", "{\"Owner\":\"other\"}").statusCode()).isEqualTo(403);
        assertThat(patch("supervisor", "{\"owner\":\"other\"}").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> patch(String who, String body) throws Exception {
        return site.send(who, "PATCH", "/api/v1/customers/C1", body, "Content-Type", "application/merge-patch+json");
    }

    @Test
    void refusesChangesThatMakeNoSense() throws Exception {
        for (String body : List.of("{}", "[]", "x", "{\"points\":\"many\"}", "{\"a\":{}}", "{\"name\":\"a\\r\\nb\"}")) {
            HttpResponse<String> refused = patch("supervisor", body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(refused.body())
                    .as(body)
                    .contains("\"detail\":", "\"remedy\":")
                    .doesNotContain("Exception");
        }
        assertThat(patch("supervisor", "{\"name\":\"" + "x".repeat(70_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(new AuditLog(site.database).of("customer", "C1", 10)).isEmpty();
    }

    // ---- calls

    @Test
    void listsCallsAndMasksNumbersFromThoseWithoutTheRight() throws Exception {
        assertThat(body("supervisor", "/api/v1/calls")).contains("n-1-1", "n-1-3", ApiSite.NUMBER);
        assertThat(body("agent", "/api/v1/calls"))
                .contains("n-1-1", "**********8000")
                .doesNotContain("n-1-2", ApiSite.NUMBER);
        assertThat(body("agent", "/api/v1/calls?agent=other")).contains("\"items\":[]");
        assertThat(site.get("agent", "/api/v1/calls/n-1-2").statusCode()).isEqualTo(404);
        assertThat(body("supervisor", "/api/v1/calls?from=1970-01-01T00:00:02Z&result=answered&queue=vip"))
                .contains("n-1-2")
                .doesNotContain("n-1-1");
    }

    @Test
    void givesCallsThatArrivedTogetherOnceEachOverPages() throws Exception {
        StringBuilder all = new StringBuilder();
        String path = "/api/v1/calls?limit=1";
        String cursor = "";
        for (int page = 0; page < 3; page++) {
            String body = body("supervisor", path + cursor);
            Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(body);
            assertThat(id.find()).isTrue();
            all.append(id.group(1)).append(' ');
            Matcher next = NEXT.matcher(body);
            cursor = next.find() ? "&cursor=" + next.group(1) : "";
        }
        assertThat(all.toString()).isEqualTo("n-1-3 n-1-2 n-1-1 ");
        assertThat(cursor).isEmpty();
    }

    @Test
    void givesCallsAsCsvThatNoSpreadsheetTakesForFormulas() throws Exception {
        HttpResponse<String> csv = site.get("supervisor", "/api/v1/calls?limit=2", "Accept", "text/csv");
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.body())
                .startsWith("call,trunk,")
                .contains("1970-01-01T00:00:02Z", ",'=2+5,", ",+8613800138000,");
        assertThat(csv.headers().firstValue("X-Next-Cursor")).isPresent();
        assertThat(site.get("district_lead", "/api/v1/calls", "Accept", "text/csv")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void explainsWhyAnAgentGotACall() throws Exception {
        assertThat(body("supervisor", "/api/v1/calls/n-1-1/explanation"))
                .contains("\"OWN_MANAGER\"", "\"OWN_CUSTOMER\"", "\"ACCEPTED\"", "\"idleMillis\":90000");
        assertThat(body("supervisor", "/api/v1/calls/n-1-2/explanation")).contains("\"offers\":[]");
    }

    // ---- the floor

    @Test
    void showsQueuesCallersAndAgentsAsTheyAreNow() throws Exception {
        assertThat(body("supervisor", "/api/v1/queues"))
                .contains("\"id\":\"vip\"", "\"waiting\":1", "\"ready\":1", "\"assigned\":2", "\"id\":\"general\"");
        assertThat(body("agent", "/api/v1/queues")).doesNotContain("general");
        assertThat(site.get("agent", "/api/v1/queues/general/waiting").statusCode())
                .isEqualTo(404);
        assertThat(body("supervisor", "/api/v1/queues/vip/waiting"))
                .contains("n-1-4", "\"key\":-60000", "english", "\"OWNER\"", ApiSite.NUMBER);
        assertThat(body("agent", "/api/v1/queues/vip/waiting"))
                .contains("n-1-4", "8000")
                .doesNotContain(ApiSite.NUMBER);
        assertThat(body("supervisor", "/api/v1/agents")).contains("\"READY\"", "\"LOGGED_OUT\"", "1001");
        assertThat(body("agent", "/api/v1/agents")).contains("\"agent\"").doesNotContain("\"other\"");
    }

    @Test
    void givesTheLedgerAsCsvThatAgreesWithItsJson() throws Exception {
        assertThat(body("supervisor", "/api/v1/ledger")).contains("\"arrived\":1", "\"offered\":1", "\"waiting\":1");
        assertThat(site.get("supervisor", "/api/v1/ledger", "Accept", "text/csv")
                        .body())
                .startsWith("of,name,figure,count\r\n")
                .contains("site,,arrived,1\r\n", "queue,vip,offered,1\r\n", "queue,vip,waiting,1\r\n");
    }

    // ---- trees

    @Test
    void storesATreeThatIsGoodAndKeepsTheOldOneBesideIt() throws Exception {
        String old = site.tree("hotline-vip.yaml");
        String changed = old + "# changed\n";

        HttpResponse<String> stored = site.send("administrator", "PUT", "/api/v1/ivr-files/hotline-vip", changed);

        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
        assertThat(site.tree("hotline-vip.yaml")).isEqualTo(changed);
        assertThat(site.tree("hotline-vip.yaml.1.old")).isEqualTo(old);
        assertThat(body("administrator", "/api/v1/ivr-files/hotline-vip")).contains("# changed", "4008001000");
        assertThat(body("administrator", "/api/v1/audit-log?kind=ivr-file")).contains("\"store\"");
    }

    @Test
    void tellsEveryFaultOfATreeAndStoresNone() throws Exception {
        String old = site.tree("hotline-vip.yaml");
        String faulty = "entry: nowhere\nnodes:\n  welcome: {type: sing}\n";

        HttpResponse<String> checked = site.send("supervisor", "POST", "/api/v1/ivr-files/hotline-vip/check", faulty);
        assertThat(checked.body()).contains("\"good\":false", "\"line\":1", "\"line\":3", "nowhere", "sing");
        assertThat(site.send("administrator", "PUT", "/api/v1/ivr-files/hotline-vip", faulty)
                        .statusCode())
                .isEqualTo(400);
        assertThat(site.tree("hotline-vip.yaml")).isEqualTo(old);
    }

    // ---- imports

    @Test
    void importsAFileThatIsSentAndGivesBackTheRowsItLeftOut() throws Exception {
        String rows = "id,points\nC1,7\n,8\n";
        HttpResponse<String> taken = site.send(
                "supervisor", "POST", "/api/v1/imports?source=crm&file=july.csv", rows, "Content-Type", "text/csv");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        String one = taken.headers().firstValue("Location").orElseThrow();
        await().until(() -> site.get("supervisor", one).body().contains("\"DONE\""));

        assertThat(body("supervisor", one)).contains("\"july.csv\"", "\"rows\":2", "\"good\":1", "\"faulty\":1");
        assertThat(body("supervisor", one + "/faulty")).isEqualTo("line,reason,id,points\r\n3,id is empty,,8\r\n");
        assertThat(body("supervisor", "/api/v1/imports?state=done")).contains("july.csv");
    }

    @Test
    void saysWhyAFileCannotBeUsedAtAll() throws Exception {
        String utf16 = new String("\uFEFFid,points\n".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
        HttpResponse<String> taken = site.send(
                "supervisor", "POST", "/api/v1/imports", "id\u0000,points\n" + utf16, "Content-Type", "text/csv");
        String one = taken.headers().firstValue("Location").orElseThrow();
        await().until(() -> site.get("supervisor", one).body().contains("\"FAILED\""));

        assertThat(body("supervisor", one)).contains("zero bytes", "save it as UTF-8");
    }

    // ---- bad questions

    @Test
    void refusesQueriesThatMakeNoSenseAndSaysWhatWould() throws Exception {
        for (String query : List.of(
                "customers?limit=0",
                "customers?limit=201",
                "customers?limit=ten",
                "customers?cursor=guess",
                "customers?cursor=Y2FsbHMKMQpu",
                "customers?query=a&query=b",
                "customers?q=a",
                "customers?query=%ff",
                "customers?query=a%0D%0Ab",
                "customers?query=" + "x".repeat(201),
                "calls?from=yesterday",
                "calls?to=2026-13-01T00:00:00Z",
                "calls?from=2026-11-22T08:00:00+08:00",
                "calls?result=GOOD",
                "calls?from=99999999999999999999")) {
            HttpResponse<String> refused = site.get("supervisor", "/api/v1/" + query);
            assertThat(refused.statusCode()).as(query).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.body())
                    .as(query)
                    .contains("\"detail\":", "\"remedy\":")
                    .doesNotContain("Exception");
        }
        assertThat(site.get("supervisor", "/api/v1/customers?query=" + "x".repeat(10_000))
                        .statusCode())
                .isEqualTo(414);
    }

    @Test
    void takesHostileTextsForTexts() throws Exception {
        for (String text :
                List.of("' or '1'='1", "'; drop table customers; --", "<script>alert(1)</script>", "%", "_")) {
            String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
            assertThat(body("supervisor", "/api/v1/customers?query=" + encoded)).contains("\"items\":[]");
            assertThat(body("supervisor", "/api/v1/calls?queue=" + encoded)).contains("\"items\":[]");
            String path = encoded.replace("+", "%20");
            assertThat(site.get("supervisor", "/api/v1/customers/" + path).statusCode())
                    .isEqualTo(404);
            assertThat(site.get("supervisor", "/api/v1/calls/" + path).statusCode())
                    .isEqualTo(404);
        }
        assertThat(body("supervisor", "/api/v1/customers")).contains("\"C1\"", "\"C3\"");
    }
}
