package org.cordboard.system;

import org.cordboard.system.asterisk.PhoneBehaviour;
import org.cordboard.system.asterisk.SippPhone;

/** A telephone of a real PBX. */
final class SippDeskPhone implements DeskPhone {

    private final SippPhone phone;

    SippDeskPhone(SippPhone phone) {
        this.phone = phone;
    }

    @Override
    public void behave(Behaviour behaviour) {
        phone.behave(
                switch (behaviour) {
                    case Behaviour.Answers b -> new PhoneBehaviour.Answers(b.afterRinging());
                    case Behaviour.RingsOn b -> new PhoneBehaviour.RingsForEver();
                    case Behaviour.IsBusy b -> new PhoneBehaviour.IsBusy();
                    case Behaviour.Declines b -> new PhoneBehaviour.Declines();
                });
    }

    @Override
    public int rings() {
        return phone.rings();
    }

    @Override
    public boolean talking() {
        return phone.talking();
    }

    @Override
    public void speak() {
        phone.speak();
    }

    @Override
    public boolean hearsVoice() {
        return phone.hearsVoice();
    }

    @Override
    public void hangUp() {
        phone.hangUp();
    }
}
