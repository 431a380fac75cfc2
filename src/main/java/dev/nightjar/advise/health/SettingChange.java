package dev.nightjar.advise.health;

import dev.nightjar.model.Setting;
import java.util.List;
import java.util.Optional;

/** The SQL that changes a server-wide setting, and the SQL that brings the old value back. */
record SettingChange(List<String> apply, List<String> undo) {

    private static final String RELOAD = "SELECT pg_reload_conf();";

    /**
     * A change that a reload puts in force.
     *
     * @param value as text, units included
     */
    static SettingChange reload(CheckInput input, String name, String value) {
        return new SettingChange(
                List.of(set(name, value), RELOAD), List.of(restore(name, input.setting(name)), RELOAD));
    }

    /** A change that needs a restart, which is left to the person. */
    static SettingChange restart(CheckInput input, String name, String value) {
        return new SettingChange(List.of(set(name, value)), List.of(restore(name, input.setting(name))));
    }

    SettingChange and(SettingChange other) {
        return new SettingChange(joined(apply, other.apply), joined(undo, other.undo));
    }

    /** The statements of both, one reload at the end. */
    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new java.util.ArrayList<>(first);
        all.remove(RELOAD);
        all.addAll(second);
        return all;
    }

    private static String set(String name, String value) {
        return "ALTER SYSTEM SET " + name + " = '" + value.replace("'", "''") + "';";
    }

    private static String restore(String name, Optional<Setting> before) {
        return before.filter(setting -> !setting.source().equals("default"))
                .map(setting -> set(name, setting.value()))
                .orElse("ALTER SYSTEM RESET " + name + ";");
    }
}
