package org.cordboard.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.WantedState;
import org.cordboard.protocol.client.AgentClient;
import org.cordboard.protocol.client.AgentClientException;
import org.cordboard.protocol.client.ClientOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "agent", description = "A seat in the terminal, for a person.", mixinStandardHelpOptions = true)
final class AgentSeat implements Callable<Integer> {

    /** Who comes within ten minutes is told, too. */
    private static final long NOTICE_HOLDS = 600_000;

    @Option(names = "--server", defaultValue = "http://127.0.0.1:8088", description = "(${DEFAULT-VALUE})")
    private URI server = URI.create("http://127.0.0.1:8088");

    @Option(names = "--user", required = true)
    private String user = "";

    @Option(names = "--password", description = "Asked for when not given.")
    private @Nullable String password;

    @Option(names = "--station", required = true, description = "The telephone to sit at, for example 1099.")
    private String station = "";

    @Option(names = "--lang", description = "en or zh; else the system's language.")
    private @Nullable String language;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Locale locale = language == null ? Locale.getDefault() : Locale.of(language);
        ResourceBundle words = ResourceBundle.getBundle("org.cordboard.server.cli.seat", locale);
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        SeatScreen screen = new SeatScreen(words, out);
        ClientOptions options = ClientOptions.usual(server, user, password == null ? askPassword(words) : password);
        try (AgentClient client = new AgentClient(HttpClient.newHttpClient(), options, screen)) {
            client.open(station).get(15, TimeUnit.SECONDS);
            out.println(words.getString("help"));
            obey(client, screen, words, out);
            return 0;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AgentClientException refused) {
                throw new Main.CommandFailedException(String.valueOf(refused.getMessage()));
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new Main.CommandFailedException("The server at " + server + " did not answer within 15 seconds.");
        }
    }

    private static String askPassword(ResourceBundle words) {
        char[] typed = Terminal.askPassword(words.getString("password"));
        if (typed == null) {
            throw new Main.CommandFailedException("Give the password with --password.");
        }
        return new String(typed);
    }

    private static void obey(AgentClient client, SeatScreen screen, ResourceBundle words, PrintWriter out)
            throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] typed = line.strip().split("\\s+", 2);
            if (typed[0].equals("quit")) {
                return;
            }
            if (typed[0].isEmpty()) {
                continue;
            }
            ClientMessage.Command command = command(client.nextId(), typed, screen);
            if (command == null) {
                out.println(words.getString("help"));
            } else {
                say(client, command, words, out);
            }
        }
    }

    private static ClientMessage.@Nullable Command command(String id, String[] typed, SeatScreen screen) {
        String rest = typed.length > 1 ? typed[1] : "";
        String call = screen.call();
        String offer = screen.offer();
        return switch (typed[0]) {
            case "ready" -> new ClientMessage.MakeReady(id);
            case "break" -> new ClientMessage.MakeNotReady(id, rest.isEmpty() ? "BREAK" : rest);
            case "stay" -> new ClientMessage.ClearPendingState(id);
            case "done" -> new ClientMessage.EndWrapUp(id);
            case "logout" -> new ClientMessage.LogOut(id);
            case "reject" -> offer == null ? null : new ClientMessage.RejectOffer(id, offer);
            case "dial" -> rest.isEmpty() ? null : new ClientMessage.Dial(id, rest);
            case "hangup" -> call == null ? null : new ClientMessage.HangUp(id, call);
            case "hold" -> call == null ? null : new ClientMessage.Hold(id, call);
            case "retrieve" -> call == null ? null : new ClientMessage.Retrieve(id, call);
            case "queue" -> call == null || rest.isEmpty() ? null : new ClientMessage.TransferToQueue(id, call, rest);
            case "node" -> call == null || rest.isEmpty() ? null : new ClientMessage.TransferToNode(id, call, rest);
            case "digits" -> call == null || rest.isEmpty() ? null : new ClientMessage.SendDigits(id, call, rest);
            case "mute" -> call == null ? null : new ClientMessage.Mute(id, call);
            case "unmute" -> call == null ? null : new ClientMessage.Unmute(id, call);
            case "record" -> call == null ? null : recording(id, call, rest);
            case "transfer" ->
                call == null || rest.isEmpty() ? null : new ClientMessage.TransferToAgent(id, call, rest);
            case "consult" -> call == null || rest.isEmpty() ? null : new ClientMessage.Consult(id, call, rest);
            case "alternate" -> call == null ? null : new ClientMessage.Alternate(id, call);
            case "complete" -> call == null ? null : new ClientMessage.CompleteTransfer(id, call);
            case "cancel" -> call == null ? null : new ClientMessage.CancelConsultation(id, call);
            case "conference" -> call == null ? null : new ClientMessage.Conference(id, call);
            case "invite" -> call == null || rest.isEmpty() ? null : new ClientMessage.Invite(id, call, rest);
            case "drop" -> call == null || rest.isEmpty() ? null : new ClientMessage.DropParty(id, call, rest);
            case "data" -> call == null || rest.isEmpty() ? null : data(id, call, rest.split("\\s+", 2));
            case "watch" -> new ClientMessage.Subscribe(id);
            case "unwatch" -> new ClientMessage.Unsubscribe(id);
            case "tell" -> rest.isEmpty() ? null : new ClientMessage.GiveNotice(id, rest, null, null, NOTICE_HOLDS);
            case "force" -> force(id, rest.split("\\s+", 3));
            case "result" -> call == null || rest.isEmpty() ? null : new ClientMessage.SetDisposition(id, call, rest);
            default -> null;
        };
    }

    /** @param typed an agent, a state, and the reason when that is NOT_READY */
    private static ClientMessage.@Nullable Command force(String id, String[] typed) {
        String state = typed.length < 2 ? "" : typed[1].toLowerCase(Locale.ROOT);
        return switch (state) {
            case "ready" -> new ClientMessage.SetAgentState(id, typed[0], WantedState.READY, null);
            case "logout" -> new ClientMessage.SetAgentState(id, typed[0], WantedState.LOGGED_OUT, null);
            case "break" ->
                new ClientMessage.SetAgentState(
                        id, typed[0], WantedState.NOT_READY, typed.length > 2 ? typed[2] : "BREAK");
            default -> null;
        };
    }

    private static ClientMessage.@Nullable Command recording(String id, String call, String step) {
        return switch (step) {
            case "", "start" -> new ClientMessage.StartRecording(id, call);
            case "pause" -> new ClientMessage.PauseRecording(id, call);
            case "resume" -> new ClientMessage.ResumeRecording(id, call);
            case "stop" -> new ClientMessage.StopRecording(id, call);
            default -> null;
        };
    }

    /** @param typed a name, and the value unless it is to be removed */
    private static ClientMessage.Command data(String id, String call, String[] typed) {
        return new ClientMessage.SetCallData(id, call, typed[0], typed.length > 1 ? typed[1] : "");
    }

    private static void say(AgentClient client, ClientMessage.Command command, ResourceBundle words, PrintWriter out)
            throws InterruptedException {
        try {
            Answer answer = client.send(command).get(10, TimeUnit.SECONDS);
            if (answer instanceof Answer.Refused refused) {
                out.println(words.getString("refused") + " " + refused.code() + ": " + refused.message());
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            out.println(words.getString("refused") + " " + (cause == null ? e : cause).getMessage());
        } catch (TimeoutException e) {
            out.println(words.getString("noanswer"));
        }
    }
}
