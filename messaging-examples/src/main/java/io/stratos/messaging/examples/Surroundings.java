package io.stratos.messaging.examples;

import java.time.Clock;
import java.util.Map;

/**
 * What an example would otherwise take from the machine it runs on.
 *
 * @param screen where it prints
 * @param clock what time it is, and in which zone to print it
 * @param environment the environment variables
 */
record Surroundings(Screen screen, Clock clock, Map<String, String> environment) {}
