package org.cordboard.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.agent.AgentState;
import org.cordboard.cti.agent.NotReadyReasons;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.junit.jupiter.api.Test;

/** Holds docs/GLOSSARY.md to the core's words: each is there, in its section, and no other. */
class GlossaryDocumentTest {

    private final Map<String, List<String>> glossary =
            Documents.words(Documents.root().resolve("docs/GLOSSARY.md"));

    @Test
    void namesEveryConstantOfEveryPublicEnumInOrder() {
        List<JavaClass> enums = new ClassFileImporter()
                .importPackages("org.cordboard.cti").stream()
                        .filter(type -> type.isEnum() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.getPackageName().endsWith(".journal"))
                        .toList();
        assertThat(enums).hasSizeGreaterThan(8);
        for (JavaClass type : enums) {
            Class<?> words = type.reflect();
            List<String> constants =
                    Stream.of(words.getEnumConstants()).map(Object::toString).toList();
            assertThat(glossary.get(title(words))).as(title(words)).isEqualTo(constants);
        }
    }

    private static String title(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
    }

    @Test
    void namesEveryAgentState() {
        CallId call = new CallId("c");
        List<AgentState> states = List.of(
                new AgentState.LoggedOut(),
                new AgentState.Ready(0),
                new AgentState.NotReady("BREAK", 0),
                new AgentState.Reserved(new OfferId("o"), call, 0),
                new AgentState.Busy(call, 0),
                new AgentState.WrapUp(call, 0, 0));
        assertThat(states).hasSameSizeAs(AgentState.class.getPermittedSubclasses());

        assertThat(glossary.get("AgentState"))
                .isEqualTo(states.stream().map(AgentState::label).toList());
    }

    @Test
    void namesTheReasonsOfTheEngine() throws IllegalAccessException {
        List<String> reasons = new ArrayList<>();
        for (Field field : NotReadyReasons.class.getFields()) {
            reasons.add(String.valueOf(field.get(null)));
        }
        assertThat(glossary.get("NotReadyReasons")).containsExactlyInAnyOrderElementsOf(reasons);
    }

    @Test
    void namesEveryEventAndEveryWordOfThePort() {
        assertThat(glossary.get("Events"))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(records(Event.class));
        Set<String> port = records(PbxRequest.class);
        port.addAll(records(PbxEvent.class));
        assertThat(glossary.get("The PBX port")).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(port);
    }

    private static Set<String> records(Class<?> sealed) {
        Set<String> names = new TreeSet<>();
        for (Class<?> type : sealed.getPermittedSubclasses()) {
            if (type.isSealed()) {
                names.addAll(records(type));
            } else {
                names.add(type.getSimpleName());
            }
        }
        return names;
    }
}
