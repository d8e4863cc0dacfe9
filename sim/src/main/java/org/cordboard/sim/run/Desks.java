package org.cordboard.sim.run;

import java.util.function.Consumer;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;

/** Where the desktops of simulated agents are connected. */
public interface Desks {

    /** @param answer told the reply; never when nobody is there to give it */
    void command(Input.AgentCommanded command, Consumer<Reply> answer);

    /** Says that a desktop is lost, or is back. */
    void tell(Input input);
}
