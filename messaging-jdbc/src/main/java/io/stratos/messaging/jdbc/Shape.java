package io.stratos.messaging.jdbc;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that writes to several tables, and where each of its parameters comes from. The text is the same for all that
 * have the same tables and columns, so it is made once for them; handing values in then needs no names.
 */
final class Shape {

    /** As {@link Rows} names its parameters when they have a number. */
    private static final Pattern NUMBERED = Pattern.compile("v([0-9]+)_([a-z_0-9]+)");

    private final Texts.Text text;
    private final Slot[] slots;

    /**
     * Where a parameter's value is.
     *
     * @param write which of the writes has it; -1 where it is bound by name
     * @param column which column of its rows
     */
    private record Slot(int write, int column) {}

    private Shape(Texts.Text text, Slot[] slots) {
        this.text = text;
        this.slots = slots;
    }

    static Shape of(Texts.Text text, List<? extends Rows<?>> written) {
        return new Shape(
                text,
                text.parameters().stream().map(name -> slot(name, written)).toArray(Slot[]::new));
    }

    private static Slot slot(String parameter, List<? extends Rows<?>> written) {
        Matcher numbered = NUMBERED.matcher(parameter);
        if (!numbered.matches()) {
            return new Slot(-1, 0);
        }
        int write = Integer.parseInt(numbered.group(1));
        return new Slot(write, written.get(write).place(numbered.group(2)));
    }

    Texts.Text text() {
        return text;
    }

    /** {@return for each parameter what sets it; null where it is bound by name} */
    Command.Binding[] bindings(List<? extends Rows<?>> written) {
        Command.Binding[] bindings = new Command.Binding[slots.length];
        for (int i = 0; i < slots.length; i++) {
            Slot slot = slots[i];
            if (slot.write >= 0) {
                bindings[i] = written.get(slot.write).column(slot.column);
            }
        }
        return bindings;
    }
}
