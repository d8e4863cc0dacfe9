package org.cordboard.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cordboard.system.asterisk.AmiProbe;
import org.cordboard.system.asterisk.CustomerBehaviour;
import org.cordboard.system.asterisk.RealAsterisk;
import org.cordboard.system.asterisk.SippCaller;
import org.cordboard.system.asterisk.SippPhone;
import org.cordboard.system.asterisk.WavFile;
import org.jspecify.annotations.Nullable;

/** A real Asterisk with callers and telephones of SIPp. It outlives the journey: closing ends the callers and telephones alone. */
final class AsteriskUnderTest implements PbxUnderTest {

    private static final int LOG_LINES = 40;
    private static final String TRUNK_CHANNELS = "PJSIP/" + ContractSite.TRUNK + "-";

    private final RealAsterisk asterisk;
    private final List<AutoCloseable> parties = new ArrayList<>();
    private final Map<CustomerCall, String> numbers = new LinkedHashMap<>();
    private final Map<DeskPhone, String> stations = new LinkedHashMap<>();
    private @Nullable AmiProbe probe;

    AsteriskUnderTest(RealAsterisk asterisk) {
        this.asterisk = asterisk;
    }

    @Override
    public int amiPort() {
        return asterisk.amiPort();
    }

    @Override
    public String amiUser() {
        return RealAsterisk.AMI_USER;
    }

    @Override
    public String amiSecret() {
        return RealAsterisk.AMI_SECRET;
    }

    @Override
    public CustomerCall call(String number, String dialled) {
        try {
            SippCaller caller = SippCaller.call(asterisk, number, dialled, new CustomerBehaviour.StaysOn());
            parties.add(caller);
            CustomerCall customer = new SippCustomer(caller);
            numbers.put(customer, number);
            return customer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All numbers lead to the one telephone at the far end of the trunk. */
    @Override
    public DeskPhone customersPhone(String number) {
        return phone(ContractSite.TRUNK);
    }

    @Override
    public DeskPhone phone(String station) {
        try {
            SippPhone phone =
                    SippPhone.start(asterisk, station, new org.cordboard.system.asterisk.PhoneBehaviour.RingsForEver());
            parties.add(phone);
            DeskPhone desk = new SippDeskPhone(phone);
            stations.put(desk, station);
            return desk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Neither says a word here: it counts in which bridge Asterisk has them. */
    @Override
    public String bridge(CustomerCall customer) {
        String number = numbers.getOrDefault(customer, "");
        return bridge(channel -> channel.getOrDefault("Channel", "").startsWith(TRUNK_CHANNELS)
                && number.equals(channel.get("CallerIDNum")));
    }

    @Override
    public String bridge(DeskPhone phone) {
        String phones = "PJSIP/" + stations.get(phone) + "-";
        return bridge(channel -> channel.getOrDefault("Channel", "").startsWith(phones));
    }

    private String bridge(Predicate<Map<String, String>> whose) {
        return channelsInBridges().stream()
                .filter(whose)
                .map(channel -> channel.getOrDefault("BridgeId", ""))
                .findFirst()
                .orElse("");
    }

    private List<Map<String, String>> channelsInBridges() {
        try {
            return probe().list("CoreShowChannels", "CoreShowChannel", "CoreShowChannelsComplete").stream()
                    .filter(channel -> !channel.getOrDefault("BridgeId", "").isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Boolean> heardIn(String recording) {
        try {
            return WavFile.heardIn(asterisk.recordings().resolve(recording + ".wav"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long lastBeat() {
        try {
            Map<String, String> answer = probe().act("Getvar", "Variable", "CORDBOARD_BEAT");
            return Long.parseLong(answer.getOrDefault("Value", "0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AmiProbe probe() throws IOException {
        AmiProbe known = probe;
        if (known == null) {
            known = asterisk.probe();
            probe = known;
            parties.add(known);
        }
        return known;
    }

    @Override
    public String evidence() {
        try {
            List<String> lines = Files.readAllLines(asterisk.log(), StandardCharsets.ISO_8859_1);
            List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
            return "Asterisk, last lines of its log:\n  " + String.join("\n  ", last) + "\n";
        } catch (IOException e) {
            return "Asterisk's log cannot be read: " + e + "\n";
        }
    }

    @Override
    public void close() {
        for (AutoCloseable party : parties) {
            try {
                party.close();
            } catch (Exception e) {
                throw new IllegalStateException("a party of the call cannot be ended", e);
            }
        }
    }
}
